// Bundles the front end into saphan/web/static/dist; names are hashed later by the static storage.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../../..')
const modules = join(root, 'node_modules')
const out = join(here, '../static/dist')
const common = { bundle: true, minify: true, logLevel: 'warning', legalComments: 'none' }

await rm(out, { recursive: true, force: true })
await mkdir(join(out, 'fonts'), { recursive: true })

const { css } = compile(join(here, 'saphan.scss'), { loadPaths: [modules], quietDeps: true })
await build({
  ...common,
  stdin: { contents: css, resolveDir: root, loader: 'css' },
  outfile: join(out, 'saphan.css'),
  target: ['chrome109', 'firefox115', 'safari16'],
  loader: { '.woff2': 'file' },
  assetNames: 'fonts/[name]',
})
await build({
  ...common,
  entryPoints: [join(here, 'saphan.js')],
  outfile: join(out, 'saphan.js'),
  format: 'iife',
  target: 'es2020',
})

// Typst sets the papers in the same faces; it reads TTF.
const faces = {
  'noto-sans': ['400Regular', '400Regular_Italic', '600SemiBold', '700Bold'],
  'noto-sans-lao': ['400Regular', '600SemiBold', '700Bold'],
}
for (const [family, weights] of Object.entries(faces)) {
  const name = family === 'noto-sans' ? 'NotoSans' : 'NotoSansLao'
  for (const weight of weights) {
    const file = `${name}_${weight}.ttf`
    await cp(join(modules, '@expo-google-fonts', family, weight, file), join(out, 'fonts', file))
  }
  await cp(
    join(modules, '@expo-google-fonts', family, 'LICENSE_FONT'),
    join(out, 'fonts', `${name}-OFL.txt`),
  )
}
await cp(join(here, 'mark.svg'), join(out, 'mark.svg'))

// Packed twins lie beside the texts; the web server sends the one that the browser takes.
for (const name of ['saphan.css', 'saphan.js', 'mark.svg']) {
  const text = await readFile(join(out, name))
  await writeFile(join(out, `${name}.gz`), gzipSync(text, { level: 9 }))
  await writeFile(join(out, `${name}.br`), brotliCompressSync(text))
}
