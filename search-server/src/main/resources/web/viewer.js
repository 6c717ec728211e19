/** One picture at full size, with the way to its neighbours. */
import {original} from './api.js';
import {fileName} from './results.js';

export class Viewer {
  #dialog;
  #hits = [];
  #at = 0;

  /** Calls `like(hit)` and `classify(hit)`, and closes before. */
  constructor(dialog, actions) {
    this.#dialog = dialog;
    const button = (name) => dialog.querySelector(`[name=${name}]`);
    button('close').addEventListener('click', () => dialog.close());
    button('previous').addEventListener('click', () => this.#step(-1));
    button('next').addEventListener('click', () => this.#step(1));
    for (const name of ['like', 'classify']) {
      button(name).addEventListener('click', () => {
        dialog.close();
        actions[name](this.#hits[this.#at]);
      });
    }
    dialog.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
        this.#step(event.key === 'ArrowLeft' ? -1 : 1);
      }
    });
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) { // beside the picture
        dialog.close();
      }
    });
  }

  show(hits, at) {
    this.#hits = hits;
    this.#at = at;
    this.#draw();
    this.#dialog.showModal();
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
    const image = document.createElement('img'); // a new one: the old picture would stay meanwhile
    image.width = hit.width;
    image.height = hit.height;
    image.alt = fileName(hit);
    image.src = original(hit.id);
    old.replaceWith(image);
    this.#dialog.querySelector('p').textContent =
      `${hit.rank}. ${hit.path} · ${hit.width} × ${hit.height} · ${hit.similarity.toFixed(3)}`;
    this.#dialog.querySelector('a').href = original(hit.id);
    this.#dialog.querySelector('[name=previous]').disabled = this.#at === 0;
    this.#dialog.querySelector('[name=next]').disabled = this.#at === this.#hits.length - 1;
  }
}
