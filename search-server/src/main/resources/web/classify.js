/** The panel that tells which of some labels fits a picture. */
import * as api from './api.js';
import {pictureOf} from './pictures.js';

export class Classify {
  #panel;
  #toggle;
  #form;
  #asked = 0;
  #picture = null; // {image: File} or {id}

  constructor(panel, toggle) {
    this.#panel = panel;
    this.#toggle = toggle;
    this.#form = panel.querySelector('form');
    toggle.addEventListener('click', () => this.#open(panel.hidden));
    const file = this.#form.querySelector('input[type=file]');
    file.addEventListener('change', () => {
      if (file.files.length > 0) {
        this.#take(file.files[0]);
        file.value = ''; // the same file may be chosen again
      }
    });
    panel.addEventListener('drop', (event) => this.#takeFrom(event));
    document.addEventListener('paste', (event) => !panel.hidden && this.#takeFrom(event), {capture: true});
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#ask();
    });
  }

  /** Opens with an indexed picture. */
  show({id, name}) {
    this.#open(true);
    this.#picture = {id};
    this.#preview(api.thumbnail(id, 512), name);
    if (this.#form.labels.value.trim()) {
      this.#ask();
    } else {
      this.#form.labels.focus();
    }
  }

  #open(open) {
    this.#panel.hidden = !open;
    this.#toggle.setAttribute('aria-expanded', open);
    if (open) {
      this.#panel.scrollIntoView({block: 'nearest'});
    }
  }

  #takeFrom(event) {
    const image = pictureOf(event);
    if (image) {
      event.preventDefault();
      this.#take(image);
    }
  }

  #take(image) {
    this.#picture = {image};
    this.#preview(URL.createObjectURL(image), image.name);
  }

  #preview(address, name) {
    const preview = this.#form.querySelector('img');
    if (preview.src.startsWith('blob:')) {
      URL.revokeObjectURL(preview.src);
    }
    preview.src = address;
    preview.alt = name;
    preview.hidden = false;
    this.#asked++; // what was asked of another picture is not awaited any more
    this.#say('');
    this.#panel.querySelector('ol').replaceChildren();
  }

  async #ask() {
    if (this.#picture === null) {
      this.#say('Choose a picture first.');
      return;
    }
    this.#say('');
    const asked = ++this.#asked;
    try {
      const {labels, templates} = this.#form;
      const answer = await api.classify(this.#picture, labels.value, templates.value);
      if (asked === this.#asked) {
        this.#panel.querySelector('ol').replaceChildren(...answer.labels.map(bar));
      }
    } catch (e) {
      if (asked === this.#asked) {
        this.#say(e.message);
      }
    }
  }

  #say(problem) {
    this.#form.querySelector('[role=alert]').textContent = problem;
  }
}

function bar({label, probability}) {
  const item = document.createElement('li');
  const name = document.createElement('span');
  name.textContent = label;
  const meter = document.createElement('meter');
  meter.value = probability;
  meter.ariaLabel = label;
  const percent = document.createElement('data');
  percent.value = probability;
  percent.textContent = `${(100 * probability).toFixed(1)} %`;
  item.append(name, meter, percent);
  return item;
}
