// Cuts Bootstrap down to the rules that our pages use, and lets its dark colours follow the phone without a script.
// Run it with `make css` after a template names a new class of Bootstrap, or after Bootstrap-Flask is updated;
// tests/test_stylesheets.py says when that is due.
//
//   node tools/css/cut.mjs path/to/bootstrap.min.css static/vendor
//
// Bootstrap writes its dark colours for a `data-bs-theme` attribute, which only a script could set before the first
// paint; its Sass has `$color-mode-type: media-query` for this, the built file has not.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";

const PAGES = ["templates/**/*.html", "static/*.js"];
const TAGS_OF_FORMS = ["html", "body", "input", "label", "optgroup", "option", "select", "textarea"]; // by WTForms
const TYPES_OF_FORMS = ["checkbox", "date", "email", "file", "number", "password", "radio", "search", "submit", "tel"];
const WORD = /[A-Za-z][\w-]*/g;
const DARK = "[data-bs-theme=dark]";
const LIGHT = /,?\[data-bs-theme=light\]/;

const [source, folder] = process.argv.slice(2);
const whole = await readFile(source, "utf8");
const version = whole.match(/Bootstrap\s+v([\d.]+)/)[1];
const [cut] = await new PurgeCSS().purge({
  content: PAGES,
  css: [{ raw: followPhone(whole) }],
  extractors: [
    { extractor: (page) => named(page, page.match(/\{\{.*?\}\}|\{%.*?%\}/gs) ?? []), extensions: ["html"] },
    { extractor: (script) => named(script, [script]), extensions: ["js"] },
  ],
  variables: true,
  keyframes: true,
  fontFace: true,
});
const target = join(folder, `bootstrap-${version}.cut.css`);
await writeFile(target, `${cut.css.replace(/^@charset[^;]*;|\/\*# sourceMappingURL.*?\*\//g, "").trim()}\n`);
console.log(`${target}: ${cut.css.length} of ${whole.length} bytes`);

// The elements of a template, and the classes it may give them: in class="…", and in the strings of Jinja and scripts.
function named(content, code) {
  const attributes = [...content.matchAll(/class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"/g)].map((match) => match[1]);
  const strings = code.flatMap((part) => part.match(/"[^"]*"|'[^']*'/g) ?? []);
  const words = [...attributes, ...strings].join(" ").match(WORD) ?? [];
  const all = content.match(WORD) ?? [];
  const tags = [...content.matchAll(/<([a-z][\w-]*)/g)].map((match) => match[1]);
  return {
    attributes: { names: all, values: [...all, ...TYPES_OF_FORMS] },
    classes: words,
    ids: [],
    tags: [...tags, ...TAGS_OF_FORMS],
    undetermined: [],
  };
}

// `[data-bs-theme=dark] .x` becomes `.x` inside a media query; a light page needs no attribute.
function followPhone(css) {
  const tree = postcss.parse(css);
  tree.walkRules((rule) => {
    if (rule.selector.includes(DARK)) {
      rule.selector = rule.selector.replaceAll(`${DARK} `, "").replaceAll(DARK, ":root");
      const media = postcss.atRule({ name: "media", params: "(prefers-color-scheme:dark)" });
      rule.replaceWith(media);
      media.append(rule);
    }
    rule.selector = rule.selector.replace(LIGHT, "");
  });
  return tree.toString();
}
