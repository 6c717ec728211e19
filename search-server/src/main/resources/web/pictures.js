/** Pictures that are dropped or pasted. */

/** The first picture of a drop or a paste, if there is one. */
export function pictureOf(event) {
  const files = (event.dataTransfer ?? event.clipboardData)?.files ?? [];
  return [...files].find((file) => file.type.startsWith('image/'));
}

/** Else a file that misses its place would take the page's. */
export function refuseStrayDrops() {
  for (const kind of ['dragover', 'drop']) {
    document.addEventListener(kind, (event) => event.preventDefault());
  }
}
