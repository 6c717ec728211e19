/** The grid of what was found. */
import {thumbnail} from './api.js';

/** Of a thumbnail, in CSS pixels. */
const HEIGHT = 190;

export class Results {
  #list;
  #actions;

  /** Calls `open(hits, at)` and `like(hit)`. */
  constructor(list, actions) {
    this.#list = list;
    this.#actions = actions;
  }

  show(hits) {
    this.#list.replaceChildren(...hits.map((hit, at) => this.#item(hits, at)));
  }

  #item(hits, at) {
    const hit = hits[at];
    const item = document.createElement('li');
    const ratio = Math.min(3, Math.max(0.5, hit.width / hit.height));
    item.style.flex = `${ratio} 1 ${ratio * HEIGHT}px`; // rows are filled by shapes as they are
    item.append(this.#picture(hits, at, ratio), this.#caption(hit));
    return item;
  }

  #picture(hits, at, ratio) {
    const hit = hits[at];
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
    button.addEventListener('click', () => this.#actions.open(hits, at));
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
    score.textContent = hit.similarity.toFixed(3);
    score.title = 'Similarity: cosine, from -1 to 1';
    const like = document.createElement('button');
    like.type = 'button';
    like.className = 'like';
    like.textContent = 'More like this';
    like.addEventListener('click', () => this.#actions.like(hit));
    caption.append(name, score, like);
    return caption;
  }
}

export const fileName = (hit) => hit.path.split(/[/\\]/).pop();
