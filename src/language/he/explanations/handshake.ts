/** The opening of a connection. */
export const HANDSHAKE = {
  "syn.start":
    "התוכנית של ה{sender} ביקשה לפתוח חיבור (connection), וגרעין מערכת ההפעלה (kernel) שלו מכריז מאיזה מספר סידורי (sequence number) יתחיל זרם הבתים שלו: {raw} (raw, המספר כפי שהוא כתוב בחבילה). גרעינים בוחרים בכל פעם מספר אחר, כדי שחבילות של חיבור ישן לא ייחשבו לחבילות של החיבור הזה, ומספר שקשה לנחש, כדי שאיש לא יוכל לשתול בחיבור חבילות מזויפות.",
  "syn.start-regular":
    "התוכנית של ה{sender} ביקשה לפתוח חיבור (connection), וגרעין מערכת ההפעלה (kernel) שלו מכריז מאיזה מספר סידורי (sequence number) יתחיל זרם הבתים שלו: {raw} (raw, המספר כפי שהוא כתוב בחבילה). גרעינים בוחרים בכל פעם מספר אחר (נגד חבילות של חיבורים ישנים), שקשה לנחש (נגד זייפנים); מספר סדיר כל כך נראה כאילו שוכתב, או נכתב ביד.",
  "syn.start-made":
    "ה־SYN מבקש לפתוח חיבור (connection), והמספר הסידורי (sequence number) הראשון שלו הוא {raw} (raw, המספר כפי שהוא כתוב בחבילה). חבילה {number} ביקשה חיבור אחר עם אותו מספר, וה־SYN האלה אינם כאלה שגרעין (kernel) שולח (לכל חיבור פורט משלו, ויש אפשרויות בכותרת): קרוב לוודאי שתוכנית בנתה את החבילות האלה בעצמה, כפי שעושים סורקים.",
  "syn.start-shared":
    "התוכנית של ה{sender} ביקשה לפתוח חיבור (connection), והמספר הסידורי (sequence number) שממנו יתחיל זרם הבתים שלו הוא {raw} (raw, המספר כפי שהוא כתוב בחבילה). חבילה {number} ביקשה חיבור אחר עם אותו מספר: גרעינים (kernel) ישנים לקחו אותו ממונה זמן, שעומד במקומו לרגע; הגרעינים של היום בוחרים אותו מחדש לכל חיבור.",
  "syn.start-again":
    "אותו SYN של חבילה {number} פעם נוספת: אותן כתובות, אותם פורטים ואותו מספר ראשון, {raw} (raw, המספר כפי שהוא כתוב בחבילה).",
  "syn.number": "אין כאן נתונים, אבל ה־SYN עצמו תופס את המספר הזה (יחסי: 0): לבית הראשון יהיה המספר {first} (יחסי: 1).",
  "syn.options": "האפשרויות (options) שבכותרת אומרות מה ה{sender} מוכן לקבל ומה הוא יודע לעשות: {options}.",
  "syn.no-options":
    "אין בכותרת אפשרויות (options): ה{receiver} רשאי לשלוח לו סגמנטים של 536 בתים לכל היותר (1220 ב־IPv6), ושום חלון לא יעלה על 65535 בתים.",
  "syn.state": "{Sender}: SYN-SENT.",
  "syn.simultaneous":
    "גם ה{receiver} שלח SYN, והשניים הצטלבו בדרך: שני הצדדים פותחים בו־זמנית, וכל אחד מהם עונה עכשיו ב־SYN ו־ACK.",

  "option.segment": "סגמנטים של {bytes} לכל היותר (MSS)",
  "option.scale": "חלון שנספר ביחידות של {unit} בתים החל בחבילה הבאה",
  "option.no-scale": "חלון שנספר בבתים בודדים, ורשות לצד השני לספור את שלו ביחידות גדולות יותר",
  "option.sack": "אישור סלקטיבי (SACK)",
  "option.sack-why": "אישור סלקטיבי (SACK, המפרט מה הגיע אחרי הבתים שאבדו)",
  "option.timestamps": "חותמות זמן (timestamps)",
  "option.timestamps-why": "חותמות זמן (timestamps, למדידת זמני הלוך־חזור ולזיהוי חבילות ישנות)",
  "option.multipath": "חיבור בכמה נתיבים (Multipath TCP)",
  "option.cookie-request": "בקשה לקבל עוגיית Fast Open",
  "option.cookie": "עוגיית Fast Open של {bytes}",
  "option.ecn": "סימון עומס במקום השלכת חבילות (ECN)",

  "syn-ack.start":
    "גרעין מערכת ההפעלה (kernel) של ה{sender} מסכים: ack {ackRaw} = {synRaw} + 1 מאשר את ה־SYN של ה{receiver}, שתפס מספר אחד.",
  "syn-ack.with-data":
    "גרעין מערכת ההפעלה (kernel) של ה{sender} מסכים: ack {ackRaw} = {synRaw} + 1 + {length} מאשר את ה־SYN של ה{receiver}, שתפס מספר אחד, ואת הנתונים שבאו איתו ({bytes}).",
  "syn-ack.own": "הזרם שלו, בכיוון ההפוך, מתחיל מן המספר {raw}, ולבית הראשון בו יהיה המספר {first}.",
  "syn-ack.kernel":
    "שום תוכנית לא השתתפה בזה: הגרעין עונה בשם שקע מאזין (listening socket), ו־accept() מוסר את החיבור לתוכנית רק אחרי שהגיעה החבילה השלישית.",
  "syn-ack.options":
    "האפשרויות (options) שבכותרת אומרות מה ה{sender} מוכן לקבל מצידו (על גודל הסגמנט אין משא ומתן, כל צד שומר על הגודל שהצד השני מקבל): {options}.",
  "syn-ack.no-options": "בתשובה אין אפשרויות (options).",
  "syn-ack.scaling":
    "שני הצדדים הציעו ב־SYN שלהם הגדלת חלון (window scaling), ולכן היא בתוקף: שדה החלון של ה{receiver} נספר ביחידות של {receiverUnit}, ושל ה{sender} ביחידות של {senderUnit}, בכל חבילה שאין בה SYN.",
  "syn-ack.no-scaling":
    "רק אחד משני הצדדים מציע הגדלת חלון (window scaling), ולכן אף אחד מהם אינו משתמש בה: שום חלון לא יעלה על 65535 בתים.",
  "syn-ack.state": "{Sender}: SYN-RECEIVED.",
  "syn-ack.simultaneous": "שני הצדדים שלחו SYN; החבילה הזאת מאשרת את ה־SYN של הצד השני וחוזרת על ה־SYN של השולח.",

  "handshake-ack.start":
    "השלב השלישי של לחיצת היד המשולשת (three-way handshake): ack 1 = 0 + 1 מאשר את ה־SYN של ה{receiver} (raw {ackRaw} = {synRaw} + 1).",
  "handshake-ack.time": "לחיצת היד נמשכה {time}, מן ה־SYN הראשון.",
  "handshake-ack.programs":
    "מבחינת התוכנית של ה{sender} ההתחברות הצליחה; הגרעין (kernel) של ה{receiver} מכניס את החיבור לתור, שממנו התוכנית שלו תיקח אותו בקריאה ל־accept().",
  "handshake-ack.no-number": "אין נתונים, ולכן לא נתפס מספר: לבית הראשון של ה{sender} עדיין יהיה seq {seq}.",
  "handshake-ack.with-data": "לא קדם לחבילה הזאת אישור (ACK) בלי נתונים: היא נושאת אותו יחד עם הנתונים הראשונים.",
  "handshake-ack.state": "{Sender}: ESTABLISHED מאז שהגיעה אליו חבילה {number}; ה{receiver}: כשתגיע אליו החבילה הזאת.",
  "syn-ack.foreign":
    "ack {ackRaw} (raw) אינו {want}, שהיה מאשר את ה־SYN של חבילה {number}: זו תשובה ל־SYN אחר, של חיבור ישן או של איש, ולא ייווצר ממנה חיבור. הגרעין (kernel) של ה{receiver} חייב לדחות אותה ב־RST (RFC 9293, סעיף 3.10.7.3).",
  "handshake-ack.after-reset":
    "הוא מאשר את ה־SYN של חבילה {number}, אבל הגרעין (kernel) של ה{sender} כבר דחה את החיבור הזה (RST, חבילה {reset}): כלומר, שתי מחסניות TCP מדברות מן הכתובת הזאת, לרוב תוכנית עם שקע גולמי (raw socket) לצד הגרעין, והחבילה הזאת כבר אינה מוצאת חיבור.",
} as const;
