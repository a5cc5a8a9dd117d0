/** Resets. */
export const RESET = {
  "rst.refused":
    "שום תוכנית אינה מאזינה לפורט {port} של ה{sender}: גרעין מערכת ההפעלה (kernel) שלו מסרב ל־SYN של חבילה {number}.",
  "rst.refused-ack":
    "ack {ack} = {syn} + 1 (raw {ackRaw}) מראה ל{receiver} באיזה SYN מדובר; ה־seq של החבילה עצמה (raw) הוא 0, כי אין לה זרם שאפשר למספר.",
  "rst.refused-result":
    'ההתחברות נכשלת מיד בשגיאה "connection refused" (ECONNREFUSED). חומת אש שמסרבת, ולא רק משליכה, עונה באותו אופן.',

  "rst.unread":
    "התוכנית של ה{sender} סגרה את השקע (socket) שלה בשעה שבחוצץ (buffer) של הגרעין (kernel) חיכו נתונים שלא קראה. מה שהגיע מאז ששלחה משהו לאחרונה: {bytes}; כמה מזה קראה, ההקלטה אינה מראה.",
  "rst.unread-after-answer":
    "או שהתוכנית של ה{sender} סגרה כשחלק מנתוני ה{receiver} ({bytes}) עוד לא נקרא, או שביקשה ניתוק מיידי (abort: SO_LINGER עם זמן 0): בשני המקרים הגרעין (kernel) שולח RST במקום FIN.",
  "rst.unread-why":
    "הם כבר אושרו, ו־FIN רגיל היה מניח ל{receiver} להאמין שגם נקראו: לכן הגרעין מאפס את החיבור (RST) במקום לסגור אותו.",
  "rst.unread-kernels":
    "גרעינים שונים נוהגים כאן אחרת: Linux, מסוף 2025, מאפס רק אם נותרו בתים מעבר לאלה שהועתקו אל התוכנית.",
  "rst.unread-error":
    'התוכנית של ה{receiver} תקבל "connection reset by peer" (ECONNRESET) בקריאה או בכתיבה. את מה שכבר הגיע אליה Linux עוד מניח לה לקרוא קודם; יש מערכות שמשליכות אותו.',

  "rst.after-close":
    "נתונים ({bytes}, חבילה {number}) הגיעו אל שקע (socket) שהתוכנית של ה{sender} כבר סגרה (FIN, חבילה {fin}). אין מי שיקרא אותם: אישור היה מביא את ה{receiver} להאמין שנמסרו, ושתיקה הייתה מביאה אותו לשלוח אותם שוב ושוב במשך דקות, ולכן הגרעין (kernel) מודיע שהחיבור כבר איננו.",
  "rst.answers-later":
    "ה־RST הזה עונה על חבילה {number}: ה־seq שבו, {seq}, מועתק מן ה־ack שלה, המספר שה{receiver} מצפה לו עכשיו. חבילה {data} סיימה את החיבור אצל ה{sender} עוד קודם; RST שעונה עליה היה נושא seq {dataAck}, המועתק מן ה־ack שלה, ו־RST כזה אינו בהקלטה.",
  "rst.copied-seq":
    "RST בלי ACK עונה על חבילה: ה־seq שבו, {seq}, מועתק מן ה־ack של חבילה {number}. זה המספר שה{receiver} מצפה לו עכשיו, ולכן האיפוס מתקבל מיד.",
  "rst.copied-fin":
    "RST בלי ACK עונה על חבילה: ה־seq שבו, {seq}, מועתק מן ה־ack של חבילה {number}. אחרי ה־FIN ה{receiver} כבר מצפה ל־{next}; Linux מקבל בכל זאת RST שעומד על המספר של ה־FIN, וגרעין קפדן יותר משליך אותו.",
  "rst.copied-again": "ה־seq שבו, {seq}, מועתק מן ה־ack של חבילה {number}: על החבילה ההיא הוא עונה.",
  "rst.expected-seq": "seq {seq} הוא בדיוק מה שה{receiver} מצפה לו עכשיו, ולכן האיפוס מתקבל מיד.",
  "rst.unexpected-seq":
    "seq {seq} אינו המספר {next} שה{receiver} מצפה לו עכשיו: גרעין זהיר שואל תחילה ב־ACK מאתגר (challenge ACK) לפני שהוא מאמין לזה (RFC 5961).",
  "rst.after-close-error":
    'התוכנית של ה{receiver} תקבל "connection reset by peer" (ECONNRESET) בקריאה הבאה שלה, או "broken pipe" (EPIPE) בכתיבה מאוחרת יותר.',
  "rst.after-close-unheard":
    "גם התוכנית של ה{receiver} כבר סגרה (חבילה {number}), ולכן איש שם לא ישמע על כך: הבתים האלה אבדו, ושום קריאה או כתיבה לא תגיד זאת.",

  "rst.abort": "ה{sender} מנתק את החיבור בבת אחת: אין FIN, דבר ממה שעוד לא נשלח לא יימסר, והמצב כולו נזרק.",
  "rst.abort-why":
    "התוכנית שלו ביקשה זאת (SO_LINGER עם זמן 0), או הסתיימה בדרך שאינה משאירה סגירה מסודרת, או שהגרעין (kernel) שלו התייאש.",
  "rst.abort-idle": "זה בא אחרי {time} של שתיקה: ייתכן גם פסק זמן (timeout) באחד הצדדים, או נתב בדרך ששכח את החיבור.",
  "rst.abort-unread": "גם נתונים של ה{receiver} שהתוכנית של ה{sender} לא קראה היו מביאים לאותה תוצאה.",
  "rst.abort-handshake":
    "לחיצת היד לא הושלמה: ייתכן שתור החיבורים הממתינים (accept queue) שלו מלא, או שמשהו בדרך מסרב בשמו.",
  "rst.abort-error": 'התוכנית של ה{receiver} תקבל "connection reset by peer" (ECONNRESET).',

  "rst.gone":
    "הגרעין (kernel) של ה{sender} אינו מכיר (או אינו מכיר עוד) חיבור שחבילה {number} יכולה להשתייך אליו, והוא עונה עליה ב־RST כדי שה{receiver} יחדל.",
  "rst.gone-first":
    "ההקלטה אינה מראה דבר מן החיבור הזה לפני כן: הגרעין (kernel) של ה{sender} עונה על חבילה של חיבור שאינו מכיר (או אינו מכיר עוד), או מנתק חיבור.",
  "rst.gone-closed":
    "החיבור כבר הסתיים (חבילה {number}), וכל חבילה שעוד באה אליו נענית ב־RST; החבילה הזאת אינה משנה עוד דבר.",
  "rst.gone-time-wait":
    "שני הצדדים כבר שלחו FIN; מה שהחבילה הזאת עונה עליו בא מאוחר, או שתוכנית השתמשה בשקע (socket) פעם נוספת.",
  "rst.gone-syn-ack":
    "ה{sender} שלח את ה־SYN, ובכל זאת הוא עונה ב־RST על ה־SYN,ACK של ה{receiver}: לגרעין (kernel) שלו אין בקשה כזאת. סורק פורטים, שרוצה לדעת רק אם הפורט פתוח, משאיר סימן כזה; וכך גם תוכנית שנעצרה באמצע ההתחברות.",
  "rst.gone-unexplained":
    "לא נראה FIN או RST של ה{sender}: ייתכן שהמארח שלו הופעל מחדש, שנתב בדרך שכח את החיבור, או שה־RST מזויף.",
  "rst.state": "שני הצדדים: CLOSED.",
} as const;
