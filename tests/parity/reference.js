/* Runs inside Chromium: reveal.js's own Markdown plugin on one deck.
 *   parityReference({text, separator, vertical, notes})   -> {official, variants}, canonical trees
 * Nothing here parses Markdown: every Markdown decision is taken by the plugin and the `marked` bundled in it.
 */
(() => {
  'use strict';

  const FIX = {
    // comments: what authors mean although the plugin's attribute regex drops it
    attrs(text) {
      return text.replace(/<!--([\s\S]*?)-->/g, (m, body) => {
        if (!/\.(element|slide)/.test(body)) return m;
        let b = body.replace(/[\r\n]+/g, ' ').replace(/([\w:-]+)='([^'"]*)'/g, '$1="$2"');
        return '<!--' + b.replace(/\s*$/, ' ') + '-->';
      });
    },
  };
  const MATH = [
    { name: 'mathBlock', level: 'inline', start: (s) => { const i = s.indexOf('$$'); return i < 0 ? undefined : i; },
      tokenizer(s) { const m = /^\$\$([\s\S]+?)\$\$/.exec(s); if (m) return { type: 'mathBlock', raw: m[0], text: m[0] }; },
      renderer(t) { return esc(t.text); } },
    { name: 'mathInline', level: 'inline', start: (s) => { const i = s.indexOf('$'); return i < 0 ? undefined : i; },
      tokenizer(s) { const m = /^\$(?![\s$])((?:\\.|[^$\\\n])+?)\$(?!\d)/.exec(s); if (m && !/\s$/.test(m[1])) return { type: 'mathInline', raw: m[0], text: m[0] }; },
      renderer(t) { return esc(t.text); } },
  ];
  // a bare URL ends at CJK punctuation (GFM lets it swallow the rest of the sentence)
  const CJK = {
    url(src) {
      const m = /^(?:https?:\/\/|ftp:\/\/|www\.)[^\s<]*/i.exec(src);
      if (!m) return false;
      const i = m[0].search(/[\u3000-\u303f\uff00-\uff65\u2018-\u201f\u2026]/);
      if (i < 0) return false;
      const raw = m[0].slice(0, i).replace(/[?!.,:;*_'"~()]+$/, '');
      if (!/\./.test(raw)) return false;
      return { type: 'link', raw, text: raw, href: /^www\./i.test(raw) ? 'http://' + raw : raw,
        tokens: [{ type: 'text', raw, text: raw }] };
    },
  };
  const esc = (s) => s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

  // same splitting rule as the plugin's slidify(); only used to feed the plugin ONE slide at a time
  function split(md, sep, vsep) {
    const both = new RegExp(sep + (vsep ? '|' + vsep : ''), 'mg');
    const horiz = new RegExp(sep);
    let m, last = 0, wasH = true; const stack = [];
    while ((m = both.exec(md))) {
      const isH = horiz.test(m[0]);
      if (!isH && wasH) stack.push([]);
      const content = md.substring(last, m.index);
      if (isH && wasH) stack.push(content); else stack[stack.length - 1].push(content);
      last = both.lastIndex; wasH = isH;
      if (m[0] === '') both.lastIndex++;
    }
    (wasH ? stack : stack[stack.length - 1]).push(md.substring(last));
    return stack.map((s) => (Array.isArray(s) ? s : [s]));
  }

  // split at the notes separator; with `fence`, not inside fenced code
  function noteParts(text, source, fence) {
    if (!fence) return text.split(new RegExp(source, 'mgi'));
    const code = [];
    let open = null, pos = 0;
    for (const line of text.split('\n')) {
      const m = /^\s*(`{3,}|~{3,})(.*)/.exec(line);
      if (m && !open) open = { mark: m[1], from: pos };
      else if (m && open && m[1][0] === open.mark[0] && m[1].length >= open.mark.length && !m[2].trim()) {
        code.push([open.from, pos]);
        open = null;
      }
      pos += line.length + 1;
    }
    const out = [];
    let last = 0;
    for (const m of text.matchAll(new RegExp(source, 'mgi'))) {
      if (m[0] === '' || code.some(([a, b]) => m.index > a && m.index < b)) continue;
      out.push(text.slice(last, m.index));
      last = m.index + m[0].length;
    }
    return [...out, text.slice(last)];
  }

  const deck = (host, markdown = {}) => ({ getConfig: () => ({ markdown }), getRevealElement: () => host });

  // the file as the plugin loads it; the tree as the plugin leaves it, before Reveal touches the slides
  async function official(o) {
    const host = document.createElement('div');
    const slides = document.createElement('div');
    const section = document.createElement('section');
    const address = URL.createObjectURL(new Blob([o.text], { type: 'text/plain;charset=utf-8' }));
    section.setAttribute('data-markdown', address);
    if (o.separator) section.setAttribute('data-separator', o.separator);
    if (o.vertical) section.setAttribute('data-separator-vertical', o.vertical);
    if (o.notes) section.setAttribute('data-separator-notes', o.notes);
    slides.append(section);
    host.append(slides);
    await window.RevealMarkdown().init(deck(host));
    URL.revokeObjectURL(address);
    return window.parityCanon(slides);
  }

  async function sane(md, o, config, fence) {
    const host = document.createElement('div');
    const slides = document.createElement('div');
    host.append(slides);
    const plugin = window.RevealMarkdown();
    const pending = [];
    for (const group of split(md, o.separator, o.vertical)) {
      // like the plugin: only a group of several slides gets a wrapper
      const stack = group.length > 1 ? document.createElement('section') : slides;
      for (let text of group) {
        let notes = null;
        const parts = noteParts(text, o.notes, fence);
        if (parts.length > 1) { text = parts[0]; notes = parts.slice(1).join('\n\n'); }
        text = FIX.attrs(text).replace(/^(?:[ \t]*\r?\n)+/, '').replace(/\r\n?/g, '\n');
        const s = document.createElement('section');
        s.setAttribute('data-markdown', '');
        s.setAttribute('data-separator', '(?!)');
        s.setAttribute('data-separator-notes', '(?!)');
        const script = document.createElement('script');
        script.type = 'text/template';
        script.textContent = text.replace(/<\/script>/g, '__SCRIPT_END__');
        s.append(script);
        stack.append(s);
        pending.push([stack, stack.childNodes.length - 1, notes]);
      }
      if (stack !== slides) slides.append(stack);
    }
    await plugin.init(deck(host, config));
    for (const [stack, i, notes] of pending) {
      if (notes === null) continue;
      const a = document.createElement('aside');
      a.className = 'notes';
      a.innerHTML = plugin.marked.parse(notes.trim());
      stack.children[i].append(a);
    }
    return window.parityCanon(slides);
  }

  async function parityReference(o) {
    const tree = await official(o);
    const given = {
      separator: o.separator || '\\r?\\n---\\r?\\n', vertical: o.vertical || null, notes: o.notes || '^s*notes?:' };
    const configs = { sane: {}, math: { extensions: MATH }, cjk: { tokenizer: CJK }, fence: {},
      all: { extensions: MATH, tokenizer: CJK } };
    const text = o.text.replace(/^\ufeff/, '');
    const variants = {};
    for (const [name, config] of Object.entries(configs)) {
      // a variant that cannot be made only means that no deviation is accepted
      try { variants[name] = await sane(text, given, config, name === 'fence' || name === 'all'); } catch { continue; }
    }
    return { official: tree, variants };
  }

  Object.assign(window, { parityReference });
})();
