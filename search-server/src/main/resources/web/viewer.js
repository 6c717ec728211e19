/** One picture at full size, with the way to its neighbours. */
import {original} from './api.js';
import {fileName, similarity} from './results.js';

export class Viewer {
  #dialog;
  #hits = [];
  #at = 0;

  /** Calls `like(hit)` and `classify(hit)`, and closes before; `closed(at)` with the last seen. */
  constructor(dialog, actions) {
    this.#dialog = dialog;
    const button = (name) => dialog.querySelector(`[name=${name}]`);
    button('close').addEventListener('click', () => dialog.close());
    button('previous').addEventListener('click', () => this.#step(-1));
    button('next').addEventListener('click', () => this.#step(1));
    for (const name of ['like', 'classify']) {
      button(name).addEventListener('click', () => {
        this.close();
        actions[name](this.#hits[this.#at]);
      });
    }
    dialog.addEventListener('keydown', (event) => {
      const alone = !event.altKey && !event.ctrlKey && !event.metaKey;
      if (alone && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
        this.#step(event.key === 'ArrowLeft' ? -1 : 1);
      }
    });
    dialog.addEventListener('close', () => {
      dialog.querySelector('img').removeAttribute('src');
      if (dialog.returnValue === '') {
        actions.closed(this.#at);
      }
    });
    let pressed;
    dialog.addEventListener('pointerdown', (event) => pressed = event.target);
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog && pressed === dialog && event.detail === 1) { // beside the picture
        dialog.close();
      }
    });
  }

  show(hits, at) {
    this.#hits = hits;
    this.#at = at;
    this.#draw();
    this.#dialog.returnValue = '';
    this.#dialog.showModal();
  }

  /** Because something else comes; `closed` is not called. */
  close() {
    this.#dialog.close('left');
  }

  #step(by) {
    const at = this.#at + by;
    if (at >= 0 && at < this.#hits.length) {
      this.#at = at;
      this.#draw();
    }
  }

  #draw() {
    const hit = this.#hits[this.#at];
    const old = this.#dialog.querySelector('img');
    old.removeAttribute('src'); // ends its loading
    const image = document.createElement('img'); // a new one: the old picture would stay meanwhile
    image.width = hit.width;
    image.height = hit.height;
    image.alt = fileName(hit);
    image.addEventListener('error', () => this.#say('The image cannot be shown; its file may be gone.'));
    image.src = original(hit.id);
    old.replaceWith(image);
    this.#say(`${hit.rank}. ${hit.path} · ${hit.width} × ${hit.height} · ${similarity(hit)}`);
    this.#dialog.querySelector('a').href = original(hit.id);
    // Were they disabled, they would lose the focus, and the dialog the keys with it.
    this.#dialog.querySelector('[name=previous]').ariaDisabled = this.#at === 0;
    this.#dialog.querySelector('[name=next]').ariaDisabled = this.#at === this.#hits.length - 1;
  }

  #say(text) {
    this.#dialog.querySelector('p').textContent = text;
  }
}
