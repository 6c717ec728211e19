/** The line at the foot of the page. */
import * as api from './api.js';

const EVERY_MILLISECONDS = 5000;

/** Keeps the line up to date, while anybody can see it. */
export async function watchStatus(line) {
  if (!document.hidden) {
    try {
      const {images, model, device, version} = await api.status();
      say(line, `${images.toLocaleString()} images · ${model} on ${device} · clipsearch ${version}`);
      line.classList.remove('gone');
    } catch (e) {
      say(line, e.message);
      line.classList.add('gone');
    }
  }
  setTimeout(() => watchStatus(line), EVERY_MILLISECONDS);
}

/** Only what is new: screen readers say each change. */
function say(line, text) {
  if (line.textContent !== text) {
    line.textContent = text;
  }
}
