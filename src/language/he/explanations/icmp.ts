/** ICMP errors that quote a TCP segment. {sender} sent that segment. */
export const ICMP = {
  "icmp.start": "{who} עונה על חבילה של ה{sender} בהודעת {name} מסוג {type}, קוד {code}.",
  "icmp.start-unknown": "{who} עונה על חבילה בהודעת {name} מסוג {type}, קוד {code}.",
  "icmp.router": "נתב או חומת אש בכתובת {address}",
  "icmp.host": "המארח שאליו נשלחה עצמו, {address},",
  "icmp.no-route": "שום נתיב אינו מוביל ליעד שאליו נשלחה.",
  "icmp.host-unreachable": "אי אפשר להגיע אל המארח: ברשת שלו איש אינו עונה בשם הכתובת הזאת, או שחומת אש אומרת כך.",
  "icmp.protocol-unreachable": "המארח אינו מקבל TCP.",
  "icmp.port-unreachable": "אין מי שמקבל חבילות לפורט הזה.",
  "icmp.prohibited": "כלל אוסר עליה לעבור: כך מסרבת חומת אש שאומרת זאת ואינה שותקת.",
  "icmp.too-big": "החבילה, {length} בתים, גדולה מדי: הקו הבא מעביר {mtu}, ואסור לחתוך אותה בדרך.",
  "icmp.too-big-unsaid":
    "החבילה, {length} בתים, גדולה מדי לקו הבא, ואסור לחתוך אותה בדרך; כמה הקו מעביר, הנתב הזה אינו אומר.",
  "icmp.time-exceeded": "היא עברה נתבים כמספר שמתיר לה זמן החיים שלה (TTL), ונזרקה.",
  "icmp.reassembly-time-exceeded": "היא נחתכה לחלקים, ולא כולם הגיעו בזמן.",
  "icmp.bad-header": "יש בכותרת שלה שדה שאי אפשר להבין.",
  "icmp.source-quench": "ההודעה מבקשת לשלוח לאט יותר; TCP כבר אינו מתחשב בבקשה כזאת (RFC 6633).",
  "icmp.redirect": "החבילה הועברה הלאה; לחבילות הבאות נתב אחר הוא הדרך הקצרה. דבר לא נכשל.",

  "icmp.quotes": "היא מצטטת את תחילתה של חבילה {number}, seq {seq} של שיחה {stream}.",
  "icmp.quotes-number": "היא מצטטת חבילה של שיחה {stream}, seq {seq}.",
  "icmp.quotes-unknown": "היא מצטטת חבילת TCP מ־{src} אל {dst}, seq גולמי {raw}; מן השיחה הזאת אין בהקלטה דבר לפני כן.",
  "icmp.stray": "המספר הזה לא היה בדרך באותה שעה: ההודעה מאוחרת, או מומצאת, וגרעין (kernel) זהיר אינו מתחשב בה.",

  "icmp.smaller":
    "על ה{sender} לשלוח את הבתים האלה שוב בסגמנטים של {segment} בתים לכל היותר, כולל אפשרויות TCP: גילוי ה־MTU של הנתיב (RFC 1191, RFC 8201). החבילה אבדה, אבל לא בגלל עומס.",
  "icmp.guess": "על ה{sender} לנחש גודל קטן יותר, ולשלוח את הבתים האלה שוב בסגמנטים כאלה (RFC 1191 5).",
  "icmp.reject": "מארח מסרב לפורט של TCP ב־RST; בצורה הזאת מסרבת חומת אש.",
  "icmp.loop": "או שחבילות מסתובבות במעגל בין נתבים, או שה{sender} בחר זמן חיים קטן, כמו ש־traceroute עושה.",
  "icmp.connecting":
    "ב־Linux הפונקציה connect() נכשלת מיד בשגיאה {name}; מערכות אחרות שולחות קודם עוד כמה SYN (RFC 5461 3).",
  "icmp.established":
    "חיבור פתוח אינו נקטע בגלל זה: ה{sender} ממשיך לנסות, ורק אם יתייאש תקבל התוכנית שלו {name} ולא פסק זמן (timeout).",
} as const;
