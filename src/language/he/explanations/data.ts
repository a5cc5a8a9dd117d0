/** Data, and what is special about how it was sent. */
export const DATA = {
  "data.text":
    "{bytes} מן התוכנית של ה{sender}, {preview}: מספרים סידוריים {seq} עד {last} בזרם שלו (raw {raw} עד {rawLast}).",
  "data.bytes": "{bytes} מן התוכנית של ה{sender}: מספרים סידוריים {seq} עד {last} בזרם שלו (raw {raw} עד {rawLast}).",
  "data.one": "בית אחד מן התוכנית של ה{sender}: מספר סידורי {seq} בזרם שלו (raw {raw}).",
  "data.one-text": "בית אחד מן התוכנית של ה{sender}, {preview}: מספר סידורי {seq} בזרם שלו (raw {raw}).",
  "data.next": "לבית הבא בזרם יהיה המספר {next} = {seq} + {length}.",
  "data.next-at-once":
    "לבית הבא בזרם יהיה המספר {next} = {seq} + {length}, גם אם יישלח לפני שיבוא אישור (ACK): השולח סופר את מה ששלח, לא את מה שאושר.",
  "data.push":
    "PSH: הגרעין (kernel) של ה{receiver} מתבקש למסור את הבתים האלה לתוכנית שלו בלי לחכות לעוד; גרעינים מדליקים אותו בסוף מה שנכתב, או בסוף מה שהם שולחים בבת אחת.",
  "data.repeats-ack": "כל חבילה שאחרי ה־SYN נושאת ack; כאן הוא עדיין {ack}: אין בו חדש.",
  "data.follows": "החבילה באה {time} אחרי הנתונים של ה{receiver} (חבילה {number}).",
  "data.acked-apart":
    "הגרעין (kernel) של ה{sender} כבר אישר אותם בנפרד (חבילה {number}) ולא חיכה לתשובה הזאת, כפי שגרעינים נוהגים בתחילת חיבור (ב־Linux: quick ACK).",
  "data.leaves-at-once":
    "לא היו בדרך בתים של ה{sender} שעוד לא אושרו, ולכן גם סגמנט קטן יוצא מיד: אלגוריתם נייגל (Nagle's algorithm) מעכב רק סגמנט קטן שבא אחרי בתים שעוד לא אושרו.",
  "data.no-nagle":
    "חבילה {number} עוד לא אושרה, ואלגוריתם נייגל (Nagle's algorithm) היה מעכב סגמנט קטן עד שתאושר: קרוב לוודאי שהתוכנית של ה{sender} כיבתה אותו (TCP_NODELAY).",
  "data.in-flight": "יחד עם החבילה הזאת יש בדרך {flight} בתים שעוד לא אושרו; ה{receiver} מציע מקום בגודל {window}.",
  "data.congestion-window":
    "ה{sender} עצר מאז חבילה {number} אף שהיה מקום: קרוב לוודאי שחלון הגודש (congestion window) שלו נוצל, או המקום שידע עליו אז, או חוצץ השליחה (buffer) שלו, או שהוא מפזר את החבילות שלו בזמן; האישור (ACK) של חבילה {ack} מאפשר לו להמשיך.",
  "data.overlaps": "מתוך {length} הבתים שבחבילה, {old} כבר נשלחו קודם; חדשים: {fresh}.",
  "data.probe-byte": "הבית הראשון בחבילה, {seq}, הוא הבית שהגישוש (probe) של חבילה {number} נשא ושלא התקבל אז.",
  "data.crossed-fin":
    "הגרעין (kernel) של ה{sender} עוד לא טיפל ב־FIN של ה{receiver} (חבילה {number}) כשיצר את החבילה הזאת: ה־ack שבה הוא {ack}, וה־FIN היה הופך אותו ל־{want}.",
  "data.crossed-fin-on-way":
    "ה־FIN של ה{receiver} (חבילה {number}) עוד לא הגיע כשהחבילה הזאת יצאה: ה־ack שבה הוא {ack}, וה־FIN היה הופך אותו ל־{want}.",
  "data.mid-stream": "ההקלטה מתחילה באמצע החיבור: המספרים היחסיים נספרים מן החבילה הראשונה שנראתה, לא מלחיצת היד.",
  "data.urgent":
    "URG: התוכנית סימנה את הבתים שעד המצביע הדחוף (urgent pointer) {pointer} כדחופים, סימן ישן שתוכניות חדשות לא צריכות להשתמש בו.",

  "nagle.held":
    "אלגוריתם נייגל (Nagle's algorithm) עיכב את הנתונים האלה ({bytes}): כל עוד הסגמנט הקטן של חבילה {previous} ({previousBytes}) לא אושר, הגרעין (kernel) של ה{sender} לא שלח עוד סגמנט קטן.",
  "nagle.released": "חבילה {ack} הביאה את האישור (ACK), ו־{time} אחריה יצא הסגמנט הזה.",
  "nagle.pieces":
    "{length} = {count} x {piece}: לפי הגודל אלה עוד כתיבות כמו הקודמת, {count} במספר, שנשלחו כאחת; TCP אינו שומר גבולות ביניהן.",
  "nagle.advice":
    "מה שנכתב בחלקים ממתין זמן הלוך־חזור (RTT), או 40 ms ויותר אם הגרעין בצד השני משהה את האישור (delayed ACK); כתבו הכול בבת אחת, או הפעילו TCP_NODELAY.",

  "offload.segment":
    "{bytes} הם יותר מ־{limit}, מה שה{receiver} מקבל בסגמנט אחד: גרעין (kernel) יוצר חבילה כזאת בשביל כרטיס הרשת שלו, או בשביל שכן באותה מכונה, ושום רשת רגילה אינה מעבירה אותה בצורה הזאת.",
  "offload.segment-options":
    "יש כאן {bytes}, הרבה יותר ממה שה־SYN של ה{receiver} מתיר בסגמנט אחד ({announced}, ובניכוי האפשרויות שבחבילה הזאת {limit}), ולכן החבילה הזאת מעולם לא עברה על הקו בצורה הזאת.",
  "offload.sender":
    "הגרעין (kernel) של ה{sender} משאיר את החיתוך לסגמנטים לכרטיס הרשת שלו (segmentation offload), וההקלטה נעשתה לפני הכרטיס: על הקו עוברים {segments} {pieces}.",
  "offload.receiver":
    "ההקלטה נעשתה אצל ה{receiver}, שכרטיס הרשת או הגרעין (kernel) שלו חיבר {segments} {pieces} לאחד לפני שההקלטה ראתה אותם.",
  "offload.either":
    "או שכרטיס הרשת של ה{sender} חותך אותה אחרי נקודת ההקלטה (segmentation offload), או שכרטיס רשת או גרעין (של ה{receiver}, או של מכונה באמצע) הרכיב אותה מסגמנטים קטנים לפני שההקלטה ראתה אותה: על הקו יש {segments} {pieces}, אם כולם חוץ מהאחרון מלאים.",
  "offload.sender-some":
    "הגרעין (kernel) של ה{sender} משאיר את החיתוך לסגמנטים לכרטיס הרשת שלו (segmentation offload), וההקלטה נעשתה לפני הכרטיס: על הקו עוברים כמה סגמנטים קטנים יותר, ואת אורכם אין לראות כאן.",
  "offload.receiver-some":
    "ההקלטה נעשתה אצל ה{receiver}, שכרטיס הרשת או הגרעין (kernel) שלו חיבר כמה סגמנטים קטנים לאחד לפני שההקלטה ראתה אותם; את אורכם אין לראות כאן.",
  "offload.either-some":
    "או שכרטיס הרשת של ה{sender} חותך אותה אחרי נקודת ההקלטה (segmentation offload), או שכרטיס רשת או גרעין (של ה{receiver}, או של מכונה באמצע) הרכיב אותה מסגמנטים קטנים לפני שההקלטה ראתה אותה: על הקו יש כמה סגמנטים קטנים יותר, ואת אורכם אין לראות כאן.",
  "offload.even": "של {each} בתים כל אחד",
  "offload.one-and-rest": "(אחד של {each} בתים ואחד של {rest})",
  "offload.uneven": "({full} של {each} בתים ואחד של {rest})",

  "silence.gap": "במשך {time} לא נשלח דבר בחיבור הזה.",
  "silence.unanswered":
    "הנתונים של ה{receiver} ({bytes}, האחרונים בחבילה {number}) כבר אושרו בידי הגרעין (kernel) של ה{sender}: קרוב לוודאי שהתוכנית של ה{sender} היא שהתעכבה כל כך בקריאה ובתשובה, או ישנה. תשובות שאבדו לפני שעברו ליד ההקלטה היו נראות אותו דבר.",
  "silence.client":
    "לא הרשת גרמה לזה: נתוני השרת ({bytes}, האחרונים בחבילה {number}) כבר היו אצל התוכנית של הלקוח, והיא עבדה, המתינה (sleep) או חיכתה למשתמש לפני ששלחה עוד.",
  "silence.end-unread":
    "הגרעין (kernel) של ה{sender} אישר את ה־FIN של ה{receiver} (חבילה {number}) עוד לפני כן; התוכנית שלו קראה את סוף הזרם (end of stream) וסגרה רק עכשיו.",
  "silence.before-close":
    "נתוני ה{receiver} ({bytes}, האחרונים בחבילה {number}) כבר היו אצל התוכנית של ה{sender}, והיא החזיקה את החיבור פתוח כל הזמן הזה לפני שסגרה.",
  "silence.idle": "לא היה דבר שלא אושר, ולכן TCP לא חיכה לתשובה: קרוב לוודאי שלתוכנית של ה{sender} לא היה מה לשלוח.",
  "silence.idle-quiet": "חיבור בטל אינו שולח חבילות.",
  "silence.idle-kept":
    "מלבד בדיקות חיים (keep-alive), חיבור בטל אינו שולח חבילות; הנתונים האחרונים לפני כן היו בחבילה {number}, {time} קודם.",
  "silence.own-timer":
    "החבילה באה כמעט בדיוק {seconds} s אחרי חבילה {number} של ה{sender} עצמו: קריאה ל־sleep או טיימר (timer) בתוכנית שלו, בין צעד לצעד.",
  "silence.timer": "זמן עגול כל כך, {seconds} s, מצביע על קריאה ל־sleep או על טיימר (timer) באחת התוכניות, לא על הרשת.",
  "nagle.perhaps":
    "ייתכן שאלגוריתם נייגל (Nagle's algorithm) עיכב את הנתונים האלה ({bytes}): כל עוד הסגמנט הקטן של חבילה {previous} ({previousBytes}) לא אושר, הגרעין (kernel) של ה{sender} לא היה שולח עוד סגמנט קטן. או שהתוכנית שלו כתבה אותם רק עכשיו.",
} as const;
