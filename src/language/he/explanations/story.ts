/** Stories of conversations. {sender} is the end that acts in the sentence, {receiver} the other one. */
export const STORY = {
  "story.title": "חיבור {stream}: מ־{client} אל {server}",

  "story.opened":
    "ה{sender}, {address}, פתח את החיבור (connection) אל {server}; לחיצת היד המשולשת (three-way handshake, חבילות {syn}, {synAck} ו־{ack}) נמשכה {time}.",
  "story.opened-slowly": "ה־SYN שלו נשלח {times}.",
  "story.opened-both":
    "{address} ו־{server} ביקשו חיבור זה מזה בו־זמנית (SYN בחבילות {syn} ו־{synAck}), ונוצר מכך חיבור אחד: פתיחה סימולטנית (simultaneous open).",
  "story.refused": "ה{sender}, {address}, ביקש חיבור אל {server} (חבילה {syn}) ובקשתו סורבה (חבילה {reset}).",
  "story.refused-box":
    "ה{sender}, {address}, ביקש חיבור אל {server} (חבילה {syn}) ובקשתו סורבה (חבילה {reset}), קרוב לוודאי בידי משהו בדרך, בשם ה{receiver}.",
  "story.refused-perhaps-box":
    "ה{sender}, {address}, ביקש חיבור אל {server} (חבילה {syn}) ובקשתו סורבה (חבילה {reset}), אולי בידי משהו בדרך, בשם ה{receiver}.",
  "story.answered-by-error":
    "הלקוח, {address}, ביקש חיבור אל {server} (חבילה {syn}); שום סגמנט של TCP לא ענה, אלא הודעת שגיאה של ICMP (חבילה {number}), שאומרת מדוע.",
  "story.unanswered": "ה{sender}, {address}, ביקש חיבור אל {server} {times} (לראשונה בחבילה {syn}), ואין בהקלטה תשובה.",
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
    "התוכנית של ה{sender} כתבה בחלקים קטנים, וקרוב לוודאי שאלגוריתם נייגל (Nagle's algorithm) החזיק את המאוחרים עד שהראשון אושר, ולכן הם יצאו יחד (חבילה {number}): מספר הסגמנטים אינו אומר דבר על מספר הכתיבות.",
  "story.nagle-often":
    "התוכנית של ה{sender} כתבה בחלקים קטנים, וקרוב לוודאי שאלגוריתם נייגל (Nagle's algorithm) החזיק {times}, לראשונה בחבילה {number}, כמה מהם עד שקודמיהם אושרו, ושלח אותם יחד.",
  "story.offload":
    "חבילות של עד {largest} בתים, יותר מ־{limit} הבתים שנכנסים בסגמנט אחד, הן סימן לכך שכרטיס הרשת הוא שחותך לסגמנטים (segmentation offload): על הקו יש חבילות רבות וקטנות יותר.",
  "story.http": "HTTP: {exchanges}.",
  "story.http-more": "HTTP: {exchanges}, ועוד {count}.",
  "story.http-exchange": "{request} נענתה ב־{status} (חבילה {number})",
  "story.http-answer": "תשובה {status} (חבילה {number}) שלא ידועה בקשתה",
  "story.http-unanswered": "HTTP: בקשה, ובהקלטה הזאת אין תשובה עליה.",
  "story.http-short": "התשובה על {request} קטועה: מן הגוף שלה ({bytes}) נשלחו רק {seen} לפני שהחיבור הסתיים.",
  "story.http-cut": "HTTP: בקשה, ותשובה שמתחילה בחבילה {number}; סוף שורת הסטטוס שלה אינו בהקלטה הזאת.",
  "story.http-unbegun": "HTTP: בקשה, ואחריה {bytes}; תחילת התשובה אינה בהקלטה הזאת.",
  "story.http-headless": "HTTP: בקשה, ואחריה {bytes} שאינם מתחילים בשורת סטטוס.",

  "story.closed":
    "ה{sender} סגר ראשון (FIN, חבילה {fin}), וה{receiver} אחריו (חבילה {otherFin}): סגירה מסודרת, והכול אושר. הצד של ה{sender} נשאר אחר כך זמן מה ב־TIME-WAIT.",
  "story.half-close": "בין שתי הסגירות ה{receiver} עוד שלח {bytes}: סגירה חלקית (half close).",
  "story.closed-both": "שניהם סגרו בו־זמנית (FIN בחבילות {fin} ו־{otherFin}), בסגירה מסודרת.",
  "story.closing":
    "ה{sender} סגר ראשון (FIN, חבילה {fin}), וה{receiver} אחריו (חבילה {otherFin}); האישור האחרון אינו בהקלטה.",
  "story.half-closed": "ה{sender} סגר את הכיוון שלו (FIN, חבילה {fin}); ה{receiver} עוד לא סגר כשההקלטה הסתיימה.",
  "story.refused-unseen":
    "{server} סירב ל־{address} ב־RST (חבילה {reset}) שעונה על SYN, כפי שמראים המספרים שבו; ה־SYN עצמו אינו בהקלטה.",
  "story.reset-error": "את השגיאה מקבלת התוכנית של ה{receiver}.",
  "story.reset-unheard": "התוכנית של ה{receiver} כבר סגרה קודם (חבילה {fin}), ולא תשמע על כך דבר.",
  "story.reset-farewell":
    "ה{sender} סגר (חבילה {fin}); בתשובה על כך ה{receiver} נפרד בהתראה (alert) של TLS ({bytes}, חבילה {data}), שכבר לא מצאה שקע (socket), ולכן הגרעין (kernel) של ה{sender} איפס את החיבור (חבילה {reset}). דבר לא אבד בכך.",
  "story.reset-after-close":
    "ה{sender} סגר (חבילה {fin}) כשה{receiver} עוד היה צריך לשלוח משהו; הנתונים ({bytes}) הגיעו אל שקע (socket) שכבר אינו קיים (חבילה {data}), והגרעין (kernel) של ה{sender} איפס את החיבור (חבילה {reset}). התוכנית של ה{sender} היא שסגרה אף שעוד היה צריך לבוא משהו: היא לא קראה עד הסוף, או שהתייאשה (פסק זמן, משתמש שעוצר).",
  "story.reset-unread":
    "ה{sender} איפס את החיבור (חבילה {reset}), קרוב לוודאי משום שהתוכנית שלו סגרה את השקע (socket) כשעוד היו בו נתונים שלא נקראו.",
  "story.reset-unread-or-abort":
    "ה{sender} איפס את החיבור (RST, חבילה {reset}): או שהתוכנית שלו סגרה את השקע (socket) כשעוד היו בו נתונים שלא נקראו, או שביקשה ניתוק מיידי (abort). כך או כך לא הייתה סגירה מסודרת.",
  "story.reset-abort": "ה{sender} ניתק את החיבור ב־RST (חבילה {reset}); מדוע, ההקלטה אינה מוכיחה.",
  "story.reset-gone":
    "החיבור הסתיים ב־RST של ה{sender} (חבילה {reset}), קרוב לוודאי משום שהגרעין (kernel) שלו לא הכיר (או לא הכיר עוד) חיבור כזה.",
  "story.open": "כשההקלטה הסתיימה החיבור עוד היה פתוח.",

  "story.rtt":
    "זמני הלוך־חזור (RTT) הקצרים ביותר, כפי שנראו במקום שבו נעשתה ההקלטה: אל השרת ובחזרה {server}, אל הלקוח ובחזרה {client}.",
  "story.rtt-server": "זמן הלוך־חזור (RTT) הקצר ביותר אל השרת, כפי שנראה במקום שבו נעשתה ההקלטה, הוא {server}.",
  "story.rtt-client": "זמן הלוך־חזור (RTT) הקצר ביותר אל הלקוח, כפי שנראה במקום שבו נעשתה ההקלטה, הוא {client}.",
  "story.captured-at": "כלומר, ההקלטה נעשתה במחשב של ה{sender}, או ממש לידו.",
  "story.retransmitted": "ה{sender} שלח שוב {packets}{detail}.",
  "story.retransmitted-detail": " ({details})",
  "story.detail-timeout": "קרוב לוודאי אחרי שפקע טיימר: {count}",
  "story.detail-unheard": "אחרי שפקע טיימר, או בעקבות אישורים (ACK) שלא הוקלטו: {count}",
  "story.detail-fast": "מיד, בעקבות אישורים כפולים: {count}",
  "story.detail-spurious": "שלא לצורך: {count}",
  "story.detail-filled": "כשהעותק הראשון לא הוקלט: {count}",
  "story.not-captured": "ההקלטה עצמה החמיצה כמה חבילות שכן הגיעו.",
  "story.twice":
    "קרוב לוודאי הקלטה כפולה, או מסירה כפולה בידי הרשת: {packets}; מה שתוכנות ניתוח קוראות לו כאן שידור חוזר ואישור כפול אינו אלא כפילות כזאת.",
  "story.zero-window": "אצל ה{sender} נגמר המקום (חלון 0, חבילה {number}): התוכנית שלו לא קראה מהר מספיק.",
  "story.silence":
    "במשך {time} לפני חבילה {number} לא נשלח דבר: קרוב לוודאי שתוכנית, לא הרשת, היא שהשאירה את הצד השני מחכה.",
  "story.idle":
    "במשך {time} לפני חבילה {number} לא הייתה בחיבור תעבורה (idle): קרוב לוודאי שלאף אחת משתי התוכניות לא היה מה לשלוח.",
  "story.silence-unclear":
    "במשך {time} לפני חבילה {number} לא בא כאן דבר מן התשובה: ייתכן שתוכנית נזקקה לזמן הזה, או שמה ששלחה תחילה אבד לפני נקודת ההקלטה.",
  "story.silence-awaited": "במשך {time} לפני חבילה {number} חיכה הלקוח לתשובה, ושום תשובה לא באה.",
  "story.silence-expecting": "במשך {time} לפני חבילה {number} חיכה הלקוח שיאמרו לו להמשיך (100 Continue).",
  "story.opened-by-hand":
    "ה{sender}, {address}, ביקש חיבור אל {server} (חבילה {syn}) וקיבל תשובה (חבילה {synAck}), והגרעין (kernel) שלו עצמו איפס אותה (חבילה {reset}); מה שנמשך בשמו אחר כך אינו שייך לשום חיבור של הגרעין הזה.",
  "story.other-syn-ack":
    "ה{sender}, {address}, ביקש חיבור אל {server} (חבילה {syn}), וקיבל SYN,ACK שעונה על SYN אחר (חבילה {number}): חיבור לא נוצר.",
  "story.silence-stood":
    "במשך {time} לפני חבילה {number} לא הוקלט דבר, אבל חותמת הזמן (TSval) של מי ששלח אותה גבוהה רק ב־{ticks} מזו שלפניה: קרוב לוודאי שהזמן של ההקלטה הוזז קדימה, או שהמחשב ההוא עמד.",
  "story.delayed-ack": "אישור אחד איחר, וקרוב לוודאי שהושהה בכוונה (delayed ACK, חבילה {number}).",

  "advice.head": "עצה:",
  "advice.read-to-end":
    "קראו את ההודעה כולה לפני שאתם סוגרים: עד אורכה הידוע או עד הסימן שמסיים אותה; או שלחו הכול, סגרו את כיוון השליחה (`shutdown(SHUT_WR)`), ואז קראו עד סוף הזרם (end of stream). מי שמחכה לסוף הזרם כשהכיוון שלו עצמו פתוח עלול לגרום לכך ששני הצדדים יחכו זה לזה. TCP אינו שומר גבולות בין הודעות: אף פעם אי אפשר לדעת שקריאה אחת היא כל ההודעה.",
  "advice.nagle": "כתבו בבת אחת את מה ששייך יחד; ואם כל חלק קטן חייב לצאת מיד, הפעילו TCP_NODELAY.",
  "advice.zero-window": "צוואר הבקבוק הוא התוכנית המקבלת; היא צריכה לקרוא לעתים קרובות יותר, או חלקים גדולים יותר.",
  "advice.refused": "האם השרת פועל, על הפורט הזה, ומאזין לכתובת הזאת (ולא רק ל־127.0.0.1)?",
  "advice.idle":
    "כל צד רשאי לסגור בכל רגע חיבור שאין בו תעבורה (idle); לקוח צריך להיות מוכן לפתוח חיבור חדש ולשאול שוב.",
  "advice.silence": "קרוב לוודאי שהזמן הולך לאיבוד בתוכנית, לא ברשת; בדקו מה היא עושה בין הקריאה לכתיבה.",

  "summary.title": "סיכום",
  "summary.counts": "{packets} של {conversations} במשך {time}; בסך הכול {bytes} של נתונים.",
  "summary.nothing": "אין כאן חבילת TCP.",
  "summary.endings": "איך הסתיימו החיבורים: {endings}.",
  "summary.closed": "{count} בסגירה מסודרת",
  "summary.reset": "{count} באיפוס (RST)",
  "summary.refused": "{count} בסירוב",
  "summary.unfinished": "{count} בלי סגירה ובלי איפוס עד סוף ההקלטה",
  "summary.http": "בקשות HTTP: {requests}, תשובות: {responses}.",
  "summary.notable": "חבילות יוצאות דופן: {items}.",
  "summary.item": "{title} [{packets}, לראשונה בחבילה {number}]",
  "summary.quiet": "לא היה צורך לתקן דבר: אין שידור חוזר, אין איפוס, אין חלון מלא.",
  "story.old-connection":
    "ה{sender}, {address}, ביקש חיבור אל {server} (חבילה {syn}), והתשובה (חבילה {number}) באה מתוך חיבור ישן באותם פורטים, שה{receiver} עדיין מחזיק בו: חיבור לא נוצר.",
  "story.answer-unseen":
    "ה{sender}, {address}, ביקש חיבור אל {server} (חבילה {syn}); התשובה לא הוקלטה, אבל באה: חבילה {number} מאשרת אותה.",
  "story.unseen-direction":
    "דבר ממה שה{sender} שלח אינו בהקלטה, אף שהאישורים (ACK) של ה{receiver} מאשרים ממנו {bytes}: רק כיוון אחד הוקלט (דרך חזרה אחרת, או פורט שיקוף שמעתיק כיוון אחד), ומן השתיקה שלו לא נובע דבר.",
  "story.unseen-repeats":
    "דבר ממה שה{sender} שלח אינו בהקלטה. ה{receiver} שלח את אותם הבתים שוב ושוב, כמי ששום אישור אינו מגיע אליו: אם רק כיוון אחד הוקלט, או שדבר לא חזר, החבילות אינן מגלות.",
  "story.unseen-silent":
    "דבר ממה שה{sender} שלח אינו בהקלטה, אף שה{receiver} עונה לו: רק כיוון אחד הוקלט, ומן השתיקה שלו לא נובע דבר.",
  "story.close-race":
    "ה{sender} סגר (חבילה {fin}) כשהנתונים של ה{receiver} ({bytes}, חבילה {data}) היו בדרך: השניים הצטלבו, לא היה מי שיקרא אותם, והגרעין (kernel) של ה{sender} איפס את החיבור (חבילה {reset}). ייתכן שאף תוכנית לא טעתה: חיבור שאין בו תעבורה (idle) עלול להיסגר בכל רגע, ומי ששואל באותו רגע חייב לשאול שוב בחיבור חדש.",
  "story.close-unheard":
    "ה{sender} סגר את החיבור בזמן שלא הייתה בו תעבורה (חבילה {fin}). על כך לא שמע ה{receiver} כששלח את הנתונים שלו ({bytes}, חבילה {data}): ה־ack שלהם אינו מכסה את ה־FIN. לא היה מי שיקרא אותם, והגרעין (kernel) של ה{sender} איפס את החיבור (חבילה {reset}). ייתכן שאף תוכנית לא טעתה: חיבור שאין בו תעבורה (idle) עלול להיסגר בכל רגע, ומי ששואל אחרי כן חייב לשאול שוב בחיבור חדש.",
  "story.reset-after-injected":
    "ה{sender} סגר (חבילה {fin}) אחרי בתים שקרוב לוודאי שאחר שלח בשמו של ה{receiver} (חבילה {other}); הנתונים של ה{receiver} עצמו ({bytes}, חבילה {data}) כבר לא מצאו שקע (socket), והגרעין (kernel) של ה{sender} איפס את החיבור (חבילה {reset}).",
  "story.reset-middlebox":
    "RST בשם ה{sender} (חבילה {reset}) סיים אותו, וקרוב לוודאי שמשהו בדרך שלח אותו: חומת אש, NAT או מאזן עומסים.",
  "story.reset-perhaps-middlebox":
    "RST בשם ה{sender} (חבילה {reset}) סיים אותו; ייתכן שמשהו בדרך שלח אותו, או ה{sender} עצמו.",
  "story.reset-injected": "RST בשם ה{sender} (חבילה {reset}) זויף בדרך: ה{sender} עוד שולח אחריו (חבילה {number}).",
  "story.reset-rejected": "ל־RST של ה{sender} (חבילה {reset}) לא האמינו, והחיבור נמשך (חבילה {number}).",
  "story.reset-keep-alives":
    "קרוב לוודאי שהגרעין (kernel) של ה{sender} התייאש (RST, חבילה {reset}): הצד השני לא ענה זמן רב מדי.",
  "story.reset-unacceptable": "ה{sender} דחה ב־RST (חבילה {reset}) את מה ששייך לחיבור אחר.",
  "story.ended-later":
    "הוא לא נסגר כאן; RST בחיבור מאוחר יותר באותם פורטים (חבילה {number}) סיים את מה שצד אחד עוד החזיק ממנו.",
  "story.detail-copied": "{count} מוקדם מדי לתשובה כלשהי: הרשת הכפילה, או שההקלטה תפסה פעמיים",
  "story.detail-early": "מוקדם מדי לטיימר: {count}",
} as const;
