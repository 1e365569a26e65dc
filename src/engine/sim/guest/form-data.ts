/** Forms as bodies (RFC 7578, and URL-encoded): fields of text; files need a Blob and are refused. */
import { unsupported } from './errors.ts';

const CRLF = '\r\n';

/** A form as text with its `content-type`. The boundary is drawn from the process's randomness. */
export function writeForm(form: FormData): { text: string; type: string } {
  const digits = String(Math.floor(Math.random() * 1e11)).padStart(11, '0');
  const boundary = `----formdata-undici-0${digits}`;
  let text = '';
  for (const [name, value] of form) {
    if (typeof value !== 'string') {
      throw unsupported('A file in a form', 'Send the bytes as the body, or text as a field.');
    }
    const escaped = name.replace(/\r\n|\r|\n/g, '%0D%0A').replaceAll('"', '%22');
    text += `--${boundary}${CRLF}Content-Disposition: form-data; name="${escaped}"${CRLF}${CRLF}`;
    text += value.replace(/\r\n|\r|\n/g, CRLF) + CRLF;
  }
  text += `--${boundary}--${CRLF}`;
  return { text, type: `multipart/form-data; boundary=${boundary}` };
}

/** @throws TypeError when the body is no form, as its `content-type` says or by its text */
export function parseForm(text: string, type: string): FormData {
  const form = new FormData();
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    for (const [name, value] of new URLSearchParams(text)) form.append(name, value);
    return form;
  }
  const boundary = /^multipart\/form-data\b.*?\bboundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) {
    throw new TypeError(
      'Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".',
    );
  }
  const parts = `${CRLF}${text}`.split(`${CRLF}--${boundary}`);
  if (parts.length < 2 || !parts.at(-1)!.startsWith('--')) {
    throw new TypeError('Failed to parse body as FormData.');
  }
  for (const part of parts.slice(1, -1)) {
    const at = part.indexOf(CRLF + CRLF);
    const head = part.slice(0, at);
    const name = /\bname="([^"]*)"/i.exec(head)?.[1];
    if (at < 0 || name === undefined) throw new TypeError('Failed to parse body as FormData.');
    if (/\bfilename=/i.test(head)) throw unsupported('A file in a form', 'Send it as the body.');
    const plain = name.replaceAll('%22', '"').replaceAll('%0D%0A', CRLF);
    form.append(plain, part.slice(at + 4));
  }
  return form;
}
