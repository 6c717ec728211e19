/** The grid of what was found. */
import {thumbnail} from './api.js';

export class Results {
  #list;
  #actions;
  #hits = [];

  /** Calls `open(hits, at)` and `like(hit)`. */
  constructor(list, actions) {
    this.#list = list;
    this.#actions = actions;
  }

  /** Pictures that are there already stay as they are, so that nobody loses their place. */
  show(hits) {
    const goesOn = hits.length > this.#hits.length
        && this.#hits.every((hit, at) => hit.id === hits[at].id && hit.similarity === hits[at].similarity);
    const from = goesOn ? this.#hits.length : 0;
    this.#hits = hits;
    if (!goesOn) {
      this.#list.replaceChildren();
    }
    this.#list.append(...hits.slice(from).map((hit, at) => this.#item(hit, from + at)));
  }

  get size() {
    return this.#hits.length;
  }

  holds(element) {
    return this.#list.contains(element);
  }

  /** Puts the focus on a picture. */
  focus(at) {
    this.#list.querySelectorAll('.picture')[at]?.focus();
  }

  #item(hit, at) {
    const item = document.createElement('li');
    const ratio = Math.min(3, Math.max(0.5, hit.width / hit.height));
    item.style.setProperty('--ratio', ratio); // rows are filled by shapes as they are
    item.append(this.#picture(hit, at, ratio), this.#caption(hit));
    return item;
  }

  #picture(hit, at, ratio) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'picture';
    button.style.aspectRatio = ratio;
    const image = document.createElement('img');
    image.loading = 'lazy';
    image.alt = fileName(hit);
    image.src = thumbnail(hit.id, window.devicePixelRatio * ratio > 1.3 ? 512 : 256);
    image.addEventListener('error', () => button.classList.add('gone'));
    button.append(image);
    button.addEventListener('click', () => this.#actions.open(this.#hits, at));
    return button;
  }

  #caption(hit) {
    const caption = document.createElement('div');
    caption.className = 'caption';
    const name = document.createElement('span');
    name.className = 'name';
    name.textContent = fileName(hit);
    name.title = hit.path;
    const score = document.createElement('data');
    score.value = hit.similarity;
    score.textContent = similarity(hit);
    score.title = 'Similarity: cosine, from -1 to 1';
    const like = document.createElement('a');
    like.href = `?like=${hit.id}`;
    like.className = 'like';
    like.textContent = 'More like this';
    like.ariaLabel = `More like this: ${fileName(hit)}`;
    like.addEventListener('click', (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) { // those open tabs and windows
        event.preventDefault();
        this.#actions.like(hit);
      }
    });
    caption.append(name, score, like);
    return caption;
  }
}

export const fileName = (hit) => hit.path.split(/[/\\]/).pop();

/** To three decimals; what rounds to nothing has no sign. */
export const similarity = (hit) => hit.similarity.toFixed(3).replace('-0.000', '0.000');
