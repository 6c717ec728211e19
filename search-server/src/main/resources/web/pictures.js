/** Pictures that are dropped or pasted. */

/** The first picture of a drop or a paste, if there is one. */
export function pictureOf(event) {
  const data = event.dataTransfer ?? event.clipboardData;
  if (event.type === 'paste' && data.types.includes('text/plain')) {
    return undefined; // office programs give a picture of the text along with it
  }
  const files = [...data.files];
  return files.find((file) => file.type.startsWith('image/')) ?? files[0]; // the server says if it is none
}

/** Else a file that misses its place would take the page's. */
export function refuseStrayDrops() {
  for (const kind of ['dragover', 'drop']) {
    document.addEventListener(kind, (event) => {
      if (event.dataTransfer.types.includes('Files')) {
        event.preventDefault();
      }
    });
  }
}
