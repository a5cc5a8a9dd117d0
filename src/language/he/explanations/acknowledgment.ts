/** Acknowledgments. */
export const ACKNOWLEDGMENT = {
  "ack.plain":
    "גרעין מערכת ההפעלה (kernel) של ה{sender} מאשר {bytes}: ack {ack} = {from} + {length} (raw {ackRaw} = {fromRaw} + {length}).",
  "ack.up-to": "אישור (ACK) אחד מאשר הכול, עד חבילה {number} ועד בכלל: האישורים מצטברים.",
  "ack.up-to-again": "אישור (ACK) אחד לכל מה שעד חבילה {number}.",
  "ack.up-to-part": "אישור (ACK) אחד מאשר את כל מה שלפני חבילה {number} וחלק ממנה: האישורים מצטברים.",
  "ack.up-to-part-again": "אישור (ACK) אחד לכל מה שלפני חבילה {number} ולחלק ממנה.",
  "ack.time": "האישור בא {time} אחרי חבילה {number}.",
  "ack.filled":
    "האישור בא {time} אחרי השידור החוזר (retransmission) שבחבילה {number}, וקרוב לוודאי שהוא ממלא את הפער ({bytes}).",
  "ack.filled-several":
    "האישור בא {time} אחרי האחרון בשידורים החוזרים (retransmissions) שבחבילות {numbers}, וקרוב לוודאי שהם ממלאים את הפער ({bytes}).",
  "ack.held": "המספרים {from} עד {to} הגיעו כבר קודם וחיכו מאחורי הפער: לכן אישור אחד כולל גם אותם.",
  "ack.not-read": 'ייתכן שהתוכנית של ה{sender} עוד לא קראה אותם: אישור (ACK) אומר "הגיע", לעולם לא "נקרא".',
  "ack.no-number": "החבילה אינה נושאת נתונים ואינה תופסת מספר, ולכן ה־seq של ה{sender} נשאר {seq}.",
  "ack.partial": "מתוך חבילה {number} מאושר רק חלק.",
  "ack.smaller-segments": "כלומר, הסגמנטים שעל הקו היו קטנים מאלה שהוקלטו.",
  "ack.window-less":
    "חלון הקבלה (receive window) שה{sender} מציע קטן יותר, {window} בתים אחרי {earlier}: את המקום תופסים בתים שהגיעו ושהתוכנית שלו עוד לא קראה.",
  "ack.window-more":
    "חלון הקבלה (receive window) שה{sender} מציע גדול יותר, {window} בתים אחרי {earlier}: קרוב לוודאי שהגרעין שלו נותן לחיבור חוצץ (buffer) גדול יותר, או שהתוכנית שלו קראה.",
  "ack.remaining": "נותר לאשר ל{receiver} עוד {bytes}.",
  "ack.fin-missing":
    "ה־FIN של ה{receiver} (חבילה {number}) אינו נכלל באישור הזה: הוא תופס את המספר {fin}, ואישור שכולל אותו היה צריך להיות ack {want}. הגרעין של ה{sender} שלח את האישור הזה על הנתונים לפני שטיפל ב־FIN.",
  "ack.repeated": "אין כאן אישור של דבר חדש: ack {ack} כבר נאמר קודם.",
  "ack.first": "החבילה מאשרת את כל מה שלפני מספר {ack} בזרם של ה{receiver} (raw {ackRaw}); כמה זה, ההקלטה אינה מראה.",

  "piggyback.data":
    "ה־ack שבחבילה הזאת, {ack} = {from} + {length}, מאשר גם {bytes} של ה{receiver}: הנתונים נושאים איתם את האישור (piggyback), והוא לא נזקק לחבילה משלו.",
  "piggyback.fin": "ה־ack שבחבילה הזאת, {ack} = {from} + {length}, מאשר גם {bytes} של ה{receiver}.",

  "delayed.start":
    "האישור (ACK) הזה בא {time} אחרי מה שהוא מאשר, בעוד שהדרך אל ה{sender} ובחזרה אורכת {distance}: הגרעין (kernel) של ה{sender} השהה אותו בערך {held}.",
  "delayed.perhaps":
    "האישור (ACK) הזה בא {time} אחרי מה שהוא מאשר, בעוד שהדרך אל ה{sender} ובחזרה אורכת {distance}: {held} יותר. ייתכן שהגרעין (kernel) של ה{sender} השהה אותו, שמא התוכנית שלו תכתוב משהו שיוכל לשאת אותו (ב־Linux תחילה 40 ms, אצל אחרים עד 200 ms); וייתכן שהפעם הדרך ארכה יותר: החבילה, או האישור הזה, חיכו במקום כלשהו (תור, רדיו במצב שינה).",
  "delayed.why":
    "הוא ממתין מעט שמא התוכנית שלו תכתוב משהו שיוכל לשאת את האישור (ב־Linux תחילה 40 ms, אצל אחרים עד 200 ms, ולכל היותר 500 ms); דבר לא בא, ולכן האישור יוצא לבדו.",
  "delayed.fin": "FIN מאושר באותו אופן כמו נתונים: סגירה מצד התוכנית עצמה הייתה יכולה לשאת את האישור.",
  "ack.of-syn": "ack {ack} מאשר את ה־SYN של ה{receiver} (חבילה {number}); ה־SYN,ACK שבהכרח קדם לו אינו בהקלטה.",
  "ack.of-syn-ack": "ack {ack} מאשר את ה־SYN,ACK של ה{receiver} (חבילה {number}); ה־SYN שעליו הוא משיב אינו בהקלטה.",
} as const;
