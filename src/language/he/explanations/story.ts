/** Stories of conversations. {sender} is the end that acts in the sentence, {receiver} the other one. */
export const STORY = {
  "story.title": "חיבור {stream}: מ־{client} אל {server}",

  "story.opened":
    "ה{sender}, {address}, פתח את החיבור (connection) אל {server}; לחיצת היד המשולשת (three-way handshake, חבילות {syn}, {synAck} ו־{ack}) נמשכה {time}.",
  "story.opened-slowly": "ה־SYN שלו נשלח {count} פעמים עד שבאה תשובה.",
  "story.opened-both":
    "{address} ו־{server} ביקשו חיבור זה מזה בו־זמנית (SYN בחבילות {syn} ו־{synAck}), ונוצר מכך חיבור אחד: פתיחה סימולטנית (simultaneous open).",
  "story.refused":
    "ה{sender}, {address}, ביקש חיבור מ־{server} (חבילה {syn}) וסורב (חבילה {reset}): שום תוכנית אינה מאזינה לפורט הזה.",
  "story.unanswered":
    "ה{sender}, {address}, ביקש חיבור מ־{server} (מספר הניסיונות: {count}, הראשון בחבילה {syn}) ולא קיבל תשובה: המארח אינו פועל, או שחומת אש משליכה את החבילות.",
  "story.unfinished":
    "ה{sender}, {address}, ביקש חיבור מ־{server} (חבילה {syn}) וקיבל תשובה (חבילה {synAck}), אבל לחיצת היד לא הושלמה בהקלטה הזאת.",
  "story.under-way": "ההקלטה מתחילה באמצע החיבור שבין {address} לבין {server}; איך נפתח, לא נראה.",
  "story.unscaled":
    "יחידת החלון (window scale) נאמרה בלחיצת היד, ולכן החלונות נמסרים כאן כפי שהם בכותרת, וייתכן שהם גדולים פי כמה.",
  "story.guessed": "הזיהוי של הלקוח הוא ניחוש: הצד שמספר הפורט שלו גבוה יותר.",
  "story.known-by-answer": "השרת זוהה לפי ה־SYN,ACK ששלח (חבילה {synAck}).",

  "story.sent": "ה{sender} שלח {bytes} בתוך {segments}{lengths}.",
  "story.missed": "מן הבתים של ה{sender} הגיעו, כפי שה{receiver} אישר, גם כאלה שלא הוקלטו: {bytes}.",
  "story.sent-nothing": "ה{sender} לא שלח נתונים.",
  "story.neither-sent": "אף אחד משני הצדדים לא שלח אפילו בית אחד של נתונים.",
  "story.lengths": " ({lengths})",
  "story.more-lengths": " ({lengths}, ...)",
  "story.nagle":
    "התוכנית של ה{sender} כתבה בחלקים קטנים, ואלגוריתם נייגל (Nagle's algorithm) החזיק את המאוחרים עד שהראשון אושר, ולכן הם יצאו יחד (חבילה {number}): מספר הסגמנטים אינו אומר דבר על מספר הכתיבות.",
  "story.nagle-often":
    "התוכנית של ה{sender} כתבה בחלקים קטנים, ו־{count} פעמים, לראשונה בחבילה {number}, אלגוריתם נייגל (Nagle's algorithm) החזיק כמה מהם עד שקודמיהם אושרו, ושלח אותם יחד.",
  "story.offload":
    "חבילות של עד {largest} בתים, יותר מ־{limit} הבתים שנכנסים בסגמנט אחד, הן סימן לכך שכרטיס הרשת הוא שחותך לסגמנטים (segmentation offload): על הקו יש חבילות רבות וקטנות יותר.",
  "story.http": "HTTP: {exchanges}.",
  "story.http-more": "HTTP: {exchanges}, ועוד {count}.",
  "story.http-exchange": "{request} נענתה ב־{status} (חבילה {number})",
  "story.http-answer": "תשובה {status} (חבילה {number}) לבקשה שלא נראתה",
  "story.http-unanswered": "HTTP: בקשה, ובהקלטה הזאת אין תשובה עליה.",
  "story.http-headless": "HTTP: בקשה, ואחריה {bytes} בלי שורת סטטוס: תשובה בנוסח HTTP/0.9, או פרוטוקול אחר.",

  "story.closed":
    "ה{sender} סגר ראשון (FIN, חבילה {fin}), וה{receiver} אחריו (חבילה {otherFin}): סגירה מסודרת, והכול אושר. הצד של ה{sender} נשאר אחר כך זמן מה ב־TIME-WAIT.",
  "story.half-close": "בין שתי הסגירות ה{receiver} עוד שלח {bytes}: סגירה חלקית (half close).",
  "story.closed-both": "שניהם סגרו בו־זמנית (FIN בחבילות {fin} ו־{otherFin}), בסגירה מסודרת.",
  "story.closing":
    "ה{sender} סגר ראשון (FIN, חבילה {fin}), וה{receiver} אחריו (חבילה {otherFin}); האישור האחרון אינו בהקלטה.",
  "story.half-closed": "ה{sender} סגר את הכיוון שלו (FIN, חבילה {fin}); ה{receiver} עוד לא סגר כשההקלטה הסתיימה.",
  "story.reset-after-close":
    "ה{sender} סגר (חבילה {fin}) כשל{receiver} עוד היה מה לשלוח; נתונים ({bytes}, חבילה {data}) הגיעו אל שקע (socket) שכבר לא היה קיים, והגרעין (kernel) של ה{sender} איפס את החיבור (RST, חבילה {reset}). התקלה היא בתוכנית של ה{sender}: היא סגרה אף שעוד נתונים עמדו לבוא.",
  "story.reset-unread":
    "ה{sender} איפס את החיבור (RST, חבילה {reset}), קרוב לוודאי משום שהתוכנית שלו סגרה את השקע (socket) כשעוד היו בו נתונים שלא נקראו. התקלה היא בתוכנית של ה{sender}; את השגיאה מקבלת התוכנית של ה{receiver}.",
  "story.reset-unread-or-abort":
    "ה{sender} איפס את החיבור (RST, חבילה {reset}): או שהתוכנית שלו סגרה את השקע (socket) כשעוד היו בו נתונים שלא נקראו, או שביקשה ניתוק מיידי (abort). כך או כך לא הייתה סגירה מסודרת, ואת השגיאה מקבלת התוכנית של ה{receiver}.",
  "story.reset-abort": "ה{sender} ניתק את החיבור ב־RST (חבילה {reset}); מדוע, ההקלטה אינה מוכיחה.",
  "story.reset-gone":
    "החיבור הסתיים ב־RST של ה{sender} (חבילה {reset}), שהגרעין (kernel) שלו לא הכיר (או לא הכיר עוד) חיבור כזה.",
  "story.open": "כשההקלטה הסתיימה החיבור עוד היה פתוח.",

  "story.rtt":
    "זמני הלוך־חזור (RTT) הקצרים ביותר, כפי שנראו במקום שבו נעשתה ההקלטה: אל השרת ובחזרה {server}, אל הלקוח ובחזרה {client}.",
  "story.rtt-server": "זמן הלוך־חזור (RTT) הקצר ביותר אל השרת, כפי שנראה במקום שבו נעשתה ההקלטה, הוא {server}.",
  "story.rtt-client": "זמן הלוך־חזור (RTT) הקצר ביותר אל הלקוח, כפי שנראה במקום שבו נעשתה ההקלטה, הוא {client}.",
  "story.captured-at": "כלומר, ההקלטה נעשתה במחשב של ה{sender}, או ממש לידו.",
  "story.retransmitted": "ה{sender} שלח שוב {packets}{detail}.",
  "story.retransmitted-detail": " ({details})",
  "story.detail-timeout": "אחרי פסק זמן: {count}",
  "story.detail-fast": "מיד, בעקבות אישורים כפולים: {count}",
  "story.detail-spurious": "שלא לצורך: {count}",
  "story.detail-filled": "כאלה שהעותק הראשון שלהן לא הוקלט: {count}",
  "story.not-captured": "ההקלטה עצמה החמיצה כמה חבילות שכן הגיעו.",
  "story.twice":
    "הוקלטו פעמיים, או נמסרו פעמיים בידי הרשת: {packets}; מה שתוכנות ניתוח קוראות לו כאן שידור חוזר ואישור כפול אינו אלא כפילות כזאת.",
  "story.zero-window": "אצל ה{sender} נגמר המקום (חלון 0, חבילה {number}): התוכנית שלו לא קראה מהר מספיק.",
  "story.silence": "במשך {time} לפני חבילה {number} לא נשלח דבר: תוכנית, לא הרשת, היא שהשאירה את הצד השני מחכה.",
  "story.idle": "במשך {time} לפני חבילה {number} עמד החיבור בטל: לאף אחת משתי התוכניות לא היה מה לשלוח.",
  "story.delayed-ack": "אישור אחד הושהה בכוונה (delayed ACK, חבילה {number}).",

  "advice.head": "למתכנתים:",
  "advice.read-to-end":
    "קראו את ההודעה כולה לפני שאתם סוגרים: עד אורכה הידוע או עד הסימן שמסיים אותה; או שלחו הכול, סגרו את כיוון השליחה (`shutdown(SHUT_WR)`), ואז קראו עד סוף הזרם (end of stream). מי שמחכה לסוף הזרם כשהכיוון שלו עצמו פתוח עלול לגרום לכך ששני הצדדים יחכו זה לזה. TCP אינו שומר גבולות בין הודעות: אף פעם אי אפשר לדעת שקריאה אחת היא כל ההודעה.",
  "advice.nagle": "כתבו בבת אחת את מה ששייך יחד; ואם כל חלק קטן חייב לצאת מיד, הפעילו TCP_NODELAY.",
  "advice.zero-window": "צוואר הבקבוק הוא התוכנית המקבלת; היא צריכה לקרוא לעתים קרובות יותר, או חלקים גדולים יותר.",
  "advice.refused": "האם השרת פועל, על הפורט הזה, ומאזין לכתובת הזאת (ולא רק ל־127.0.0.1)?",
  "advice.idle": "שרת רשאי לסגור חיבור בטל בכל רגע; לקוח חייב להיות מוכן לפתוח חדש ולבקש שוב.",
  "advice.silence": "הזמן הולך לאיבוד בתוכנית, לא ברשת; בדקו מה היא עושה בין הקריאה לכתיבה.",

  "summary.title": "סיכום",
  "summary.counts": "{packets} של {conversations} במשך {time}; בסך הכול {bytes} של נתונים.",
  "summary.nothing": "אין כאן חבילת TCP.",
  "summary.endings": "איך הסתיימו החיבורים: {endings}.",
  "summary.closed": "{count} בסגירה מסודרת",
  "summary.reset": "{count} באיפוס (RST)",
  "summary.refused": "{count} בסירוב",
  "summary.unfinished": "{count} בלי סגירה עד סוף ההקלטה",
  "summary.http": "בקשות HTTP: {requests}, תשובות: {responses}.",
  "summary.notable": "כדאי לשים לב: {items}.",
  "summary.item": "{title} [{packets}, לראשונה בחבילה {number}]",
  "summary.quiet": "אין כאן חריגות: אין שידור חוזר, אין איפוס, אין חלון מלא.",
} as const;
