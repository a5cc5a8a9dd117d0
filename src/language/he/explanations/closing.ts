/** The close. */
export const CLOSING = {
  "fin.start":
    "התוכנית של ה{sender} סגרה את הצד שלה, וגרעין מערכת ההפעלה (kernel) שלו שולח FIN: בכיוון הזה לא יבואו עוד בתים.",
  "fin.number":
    "ה־FIN תופס את המספר {seq} (raw {raw}), מיד אחרי כל מה שנשלח ({bytes}), ולכן יאושר ב־ack {next} = {seq} + 1.",
  "fin.number-only": "לא נשלח אף בית בכיוון הזה: ה־FIN תופס את המספר {seq} (raw {raw}) ויאושר ב־ack {next}.",
  "fin.number-mid-stream": "ה־FIN תופס את המספר {seq} (raw {raw}) ויאושר ב־ack {next} = {seq} + 1.",
  "fin.with-data": "הנתונים האחרונים ({bytes}) עוברים באותה חבילה.",
  "fin.unconfirmed":
    "ה־FIN לא חיכה לאישור (ACK) של חבילה {number}: סגירה שולחת את ה־FIN מיד אחרי הבית האחרון, ושניהם יאושרו בתורם.",
  "fin.confirmed": "כל הבתים של ה{sender} כבר אושרו.",
  "fin.after-data":
    "ה־FIN בא {time} אחרי נתוני ה{receiver} ({bytes}, האחרונים בחבילה {number}): קרוב לוודאי שהתוכנית של ה{sender} סגרה בלי לחכות לעוד.",
  "fin.after-wait": "ה־FIN בא {time} אחרי נתוני ה{receiver} ({bytes}, האחרונים בחבילה {number}).",
  "fin.acked-apart": "את הנתונים האלה אישר הגרעין בנפרד {time} לפני כן (ACK, חבילה {number}); ה־FIN הוא מעשה התוכנית.",
  "fin.other-way":
    "ככל שנראה כאן, הכיוון השני עדיין פתוח. ה־FIN אינו מגלה אם התוכנית של ה{sender} עוד תקרא את מה שיבוא (shutdown) או שכבר איננה שם (close).",
  "fin.state": "{Sender}: FIN-WAIT-1; ה{receiver}, כשהחבילה תגיע אליו: CLOSE-WAIT, או CLOSING אם FIN משלו כבר בדרך.",

  "fin-ack.both":
    "חבילה אחת עושה שני דברים: ack {ack} = {fin} + 1 מאשר את ה־FIN של ה{receiver} (חבילה {number}), וה־FIN של ה{sender} עצמו, מספר {seq}, סוגר את הכיוון השני.",
  "fin-ack.later":
    "ה־FIN של ה{receiver} (חבילה {number}) כבר אושר קודם; עכשיו, {time} אחריו, סגרה גם התוכנית של ה{sender}. ה־FIN הזה תופס את המספר {seq} ויאושר ב־ack {next}.",
  "fin-ack.read-end":
    "קרוב לוודאי שהתוכנית של ה{sender} קראה את סוף הזרם (end of stream, קריאה של 0 בתים) וסגרה בשל כך, אלא אם סיימה ממילא.",
  "fin-ack.raw": "במספרי raw: ack {ackRaw}, seq {raw}.",
  "fin-ack.state": "{Sender}: LAST-ACK, עד שה־FIN שלו יאושר ב־ack {next}; ה{receiver}: TIME-WAIT כשהחבילה תגיע אליו.",
  "fin-ack.state-after-data":
    "{Sender}: LAST-ACK, עד שה־FIN שלו יאושר ב־ack {next}; ה{receiver}: TIME-WAIT כשהחבילה תגיע אליו, אלא אם הנתונים שנשלחו אחרי הסגירה שלו (חבילה {number}) כבר סיימו שם את החיבור.",

  "last-ack.start":
    "ack {ack} = {fin} + 1 (raw {ackRaw}) מאשר את ה־FIN של ה{receiver} מחבילה {number}: שני הכיוונים סגורים והכול מאושר.",
  "last-ack.states":
    "{Receiver}: CLOSED. ה{sender} סגר ראשון ולכן ממתין ב־TIME-WAIT (ב־Linux במשך 60 שניות): כך יוכל לענות אם האישור הזה יאבד וה־FIN יבוא שוב, ושום חבילה מאוחרת לא תתגנב לחיבור חדש על אותם פורטים.",
  "last-ack.after-reset":
    "ack {ack} = {fin} + 1 מאשר את ה־FIN של ה{receiver} מחבילה {number}, אבל ל{receiver} אין עוד חיבור (RST, חבילה {reset}): מה שעוד יבוא אליו ייענה ב־RST נוסף.",
  "last-ack.own-unconfirmed":
    "ה־FIN של ה{sender} עצמו (חבילה {number}) לא אושר; עד שיאושר, או עד שיבוא RST, ה{sender} נשאר ב־CLOSING.",
  "last-ack.crossed":
    "ack {ack} = {fin} + 1 מאשר את ה־FIN של ה{receiver} מחבילה {number}. אף אחד מה־FIN לא אישר את האחר, ולכן כל צד מאשר את של חברו בנפרד, וכל אחד מסיים במצב TIME-WAIT.",

  "half-close.ack":
    "גרעין מערכת ההפעלה (kernel) של ה{sender} מאשר את ה־FIN של חבילה {number}: ack {ack} = {fin} + 1 (raw {ackRaw}), כי FIN תופס מספר אחד.",
  "half-close.ack-data":
    "גרעין מערכת ההפעלה (kernel) של ה{sender} מאשר את הנתונים האחרונים של ה{receiver} ({bytes}) ואת ה־FIN של חבילה {number}: ack {ack} = {fin} + 1 (raw {ackRaw}), כי FIN תופס מספר אחד.",
  "half-close.open":
    "אין בחבילה הזאת FIN משלו: בכיוון הזה, מן ה{sender}, עוד יכולים לזרום נתונים, או שה־FIN שלו יבוא מיד.",
  "half-close.states": "{Sender}: CLOSE-WAIT, כל עוד התוכנית שלו מחזיקה את השקע (socket); ה{receiver}: FIN-WAIT-2.",
  "half-close.orphan":
    "אם התוכנית של ה{receiver} קראה ל־close() ולא ל־shutdown(), נתונים כאלה ייענו ב־RST, ו־Linux משאיר את היתום (orphan) ב־FIN-WAIT-2 לכל היותר 60 שניות.",
  "half-close.data":
    "ה{receiver} סגר את הכיוון שלו (FIN בחבילה {number}), וה{sender} יודע זאת: ה־ack שלו, {ack}, מאשר את ה־FIN. מותר להמשיך ולשלוח: כל כיוון נסגר בפני עצמו.",
  "half-close.fate":
    "אם התוכנית של ה{receiver} סגרה רק את כיוון השליחה שלה (shutdown), היא תקרא את זה; אם סגרה את השקע (socket), הגרעין שלו יענה ב־RST.",

  "simultaneous.start":
    "שתי התוכניות סגרו כמעט באותו רגע: ה־FIN של ה{receiver} (חבילה {number}) עוד לא הגיע אל ה{sender} כשה־FIN הזה יצא, כי ה־ack שבו הוא {ack}, ואחרת היה צריך להיות {want}.",
  "simultaneous.number": "ה־FIN הזה תופס את המספר {seq} (raw {raw}); השניים מצטלבים בדרך.",
  "simultaneous.state-gone":
    "ה{sender}, כשמגיע אליו ה־FIN של האחר: CLOSING. ה{receiver} איפס את החיבור (חבילה {number}) ואינו מחזיק בו עוד.",
  "simultaneous.state": "כל צד, כשמגיע אליו ה־FIN של האחר: CLOSING.",

  "idle.unused": "מאז לחיצת היד עברו {time} ולא נשלח אף בית, באף כיוון; התוכנית של ה{sender} ויתרה על החיבור.",
  "idle.server-waits": "קרוב לוודאי שהיא מחכה לבקשה רק זמן מסוים, וזה היה פסק הזמן (timeout) שלה.",
  "idle.after-sibling":
    "קרוב לוודאי שהיא מחכה לבקשה רק זמן מסוים, כאן {time} החל בחבילה {number}, שבה סגרה חיבור אחר: שרת שמטפל בלקוח אחד בכל פעם פונה אל הבא רק אז.",
  "idle.after-use-closed": "התשובה האחרונה נשלחה לפני {time} ולא באה בקשה נוספת.",
  "idle.together":
    "חבילה {number}, {time} לפני כן, סגרה חיבור אחר של ה{sender}: סיבה אחת סיימה את שניהם (התוכנית הסתיימה או נפרדה מן הלקוח הזה, או ששניהם חיכו זמן שווה).",
  "idle.speculative":
    "דפדפנים פותחים חיבורים כאלה מראש, כדי שיהיה אחד מוכן; בדיקות בריאות (health checks) וסריקות פורטים עושות אותו דבר.",
  "idle.after-use":
    "התשובה האחרונה נשלחה לפני {time} ולא באה בקשה נוספת: התוכנית של ה{sender} מפסיקה לחכות. לקוח ששולח את הבקשה הבאה שלו ברגע הזה יקבל RST, ויצטרך לנסות שוב בחיבור חדש.",
  "fin.crossed":
    "ה־ack שבו, {ack}, אינו כולל את הנתונים של ה{receiver} ({bytes}, חבילה {number}, {time} לפני כן): הם עוד לא הגיעו, או עוד לא טופלו, כשה{sender} סגר. הסגירה והם הצטלבו בדרך.",
  "fin.missed":
    "ה־ack שבו, {ack}, אינו כולל את הנתונים של ה{receiver} ({bytes}, חבילה {number}), שה{receiver} כבר שלח שוב מאז: קרוב לוודאי שהם לא הגיעו אל ה{sender}.",
  "fin.other-unheard":
    "ה־FIN של ה{receiver} (חבילה {number}, {time} לפני כן) עוד לא הגיע לכאן: ה־ack הוא {ack}, ואחרת היה צריך להיות {want}. כלומר, כל צד סגר מעצמו.",
  "fin.other-resent": "ה־FIN נשלח {times}: מה שנשלח קודם, או מה שהיה מאשר אותו, אבד.",
} as const;
