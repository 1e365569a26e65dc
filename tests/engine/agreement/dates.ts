const texts = ['2026-01-02', '2026-01-02T03:04', '2026-01-02T03:04:05.678Z', '2026-01-02 03:04:05', 'Jan 2, 2026', '2 January 2026', 'Fri, 02 Jan 2026 03:04:05 GMT', '1/2/2026', '01/02/26', '2026/1/2', '2026', '20260102', '2026-1-2', '2026-13-01', '2026-02-30', 'Fri Jan 02 2026 03:04:05 GMT+0100 (CET)', '12:30', 'tomorrow', '', '2026-01-02T24:00:00', '2026-01-02T24:00:01', '+002026-01-02', '2026-W01', '2026-01-02T03:04:05,678Z', '2026-01-02T03:04:05.6789123Z', '1 2 2026', '2026-01-02T03:04+0530', '2026-01-02T03:04+05:30', 'Jan 2 2026 3:04 PM', 'Jan 2 2026 3PM', '2-Jan-2026', '0', '99', '1e3', '2026-01-02Z', '2026-01-02T3:04', 'Sept 5 2026', 'xyz 5 2026', '2026-01-02T03:04:05 UTC', '1970', '-1', '2026.01.02', '(comment) Jan 2 2026', '31 Feb 2026', '2026-01-02T03', 'Jan 32 2026'];
for (const text of texts) {
  const date = new Date(text);
  console.log(JSON.stringify(text), Number.isNaN(date.getTime()) ? 'Invalid' : date.toISOString(), Date.parse(text));
}
for (const ms of [0, 1e12, -1e13, 8.64e15, -8.64e15, 8.64e15 + 1, 951782400000, -62198755200000]) {
  const date = new Date(ms);
  console.log(String(date), date.toUTCString(), date.toDateString(), date.toTimeString(), date.toJSON());
  console.log(date.toLocaleString(), '|', date.toLocaleDateString(), '|', date.toLocaleTimeString());
}
console.log(new Date(2026, 0, 31, 25, 61, 61, 1001).toISOString(), new Date(99, 0).getFullYear(), Date.UTC(2026));
console.log(new Date(2026, 0), new Date(NaN), Date(), typeof Date.now(), Date.length, Date.name);
const date = new Date(Date.UTC(2026, 6, 4, 15, 6, 7, 89));
for (const options of [
  { dateStyle: 'full', timeStyle: 'long' },
  { dateStyle: 'short', timeStyle: 'short' },
  { hour: 'numeric', minute: '2-digit', hour12: false },
  { weekday: 'long', month: 'short', day: 'numeric' },
  { timeZone: 'America/New_York', timeZoneName: 'short', hour: '2-digit' },
  { timeZone: 'Asia/Kolkata', timeZoneName: 'long', dateStyle: undefined },
  { era: 'short' },
  { fractionalSecondDigits: 3, second: 'numeric' },
]) {
  for (const locale of ['en-US', 'en-GB', 'de-DE', 'ja-JP', 'ar-EG', 'hi-IN']) {
    let text;
    try {
      text = date.toLocaleString(locale, options);
    } catch (error) {
      text = error.name;
    }
    console.log(locale, JSON.stringify(options), JSON.stringify(text));
  }
}
