// Embeds pictures as a photo server in Node would: sharp, which is libvips, decodes them at reduced
// size and shrinks them, ONNX Runtime embeds them in float32.
//
// node embed.mjs TASK.json
//
// TASK.json: model (an .onnx file: [B, 3, S, S] normalised float32 to [B, E]), side (S), mean and
// std (by channel, of values from 0 to 1), threads, files. Prints one line of JSON: images, skipped,
// and seconds without loading the model.
//
// ONNX Runtime holds up Node's one thread while it computes; libvips works in Node's thread pool
// meanwhile, on the next batches' pictures. UV_THREADPOOL_SIZE, from outside, is best twice the number
// of cores. README.md says what was tried.
import { readFileSync } from 'node:fs';
import sharp from 'sharp';

// Before it is loaded: else it reports to Microsoft.
process.env.ORT_DISABLE_TELEMETRY = '1';
const { default: ort } = await import('onnxruntime-node');

const BATCH = 16;
const STARTED = 3 * BATCH; // pictures at work, or waiting for their batch

const task = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { side, files } = task;
const plane = side * side;

sharp.concurrency(1); // threads a picture: several pictures are at work at once
sharp.cache(false); // no picture comes twice

// What a byte becomes, by channel.
const levels = task.mean.map((mean, channel) =>
  Float32Array.from({ length: 256 }, (_, level) => (level / 255 - mean) / task.std[channel]));

async function prepare(file) {
  const rgb = await sharp(file)
    .autoOrient()
    .resize(side, side, { fit: 'cover', position: 'centre', kernel: 'cubic' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer();
  if (rgb.length !== 3 * plane) {
    throw new Error(`${file}: ${rgb.length / plane} channels`);
  }
  return rgb;
}

// [S, S, 3] bytes to [3, S, S].
function normalise(rgb, pixels, offset) {
  for (let channel = 0; channel < 3; channel++) {
    const level = levels[channel];
    let to = offset + channel * plane;
    for (let from = channel; from < rgb.length; from += 3) {
      pixels[to++] = level[rgb[from]];
    }
  }
}

async function embed(session, batch) {
  const pixels = new Float32Array(batch.length * 3 * plane);
  batch.forEach((rgb, i) => normalise(rgb, pixels, i * 3 * plane));
  const input = new ort.Tensor('float32', pixels, [batch.length, 3, side, side]);
  const output = await session.run({ [session.inputNames[0]]: input });
  const { data, dims } = output[session.outputNames[0]];
  return batch.map((_, i) => data.slice(i * dims[1], (i + 1) * dims[1]));
}

const session = await ort.InferenceSession.create(task.model, {
  executionProviders: ['cpu'],
  graphOptimizationLevel: 'all',
  intraOpNumThreads: task.threads,
  interOpNumThreads: 1,
  extra: { session: { intra_op: { allow_spinning: '0' } } }, // it would take cores from libvips
});

const begin = performance.now();
const started = []; // promises of pictures, in the files' order
const embeddings = [];
let batch = [];
let skipped = 0;
let next = 0;
while (next < files.length || started.length > 0) {
  while (next < files.length && started.length < STARTED) {
    started.push(prepare(files[next++]).catch((reason) => {
      console.error(String(reason));
      return null;
    }));
  }
  const rgb = await started.shift();
  if (rgb === null) {
    skipped++;
  } else {
    batch.push(rgb);
  }
  const last = next === files.length && started.length === 0;
  if (batch.length === BATCH || (last && batch.length > 0)) {
    embeddings.push(...(await embed(session, batch)));
    batch = [];
  }
}
const seconds = (performance.now() - begin) / 1000;
console.log(JSON.stringify({ images: embeddings.length, skipped, seconds }));
