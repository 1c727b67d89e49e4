// Writes every <time data-local> in the reader's zone and language, now and whenever the page changes.
const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const write = time => {
  const text = format.format(new Date(time.dateTime));
  if (time.textContent !== text) time.textContent = text;
};
const writeAll = () => document.querySelectorAll('time[data-local]').forEach(write);
new MutationObserver(writeAll).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['datetime'] });
writeAll();
