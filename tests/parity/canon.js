/* Runs inside Chromium; used for BOTH sides.
 *   parityCanon(root)          DOM of `.slides` -> canonical slide tree
 *   parityCandidate(html)      static HTML -> canonical slide tree; nothing runs, nothing loads
 */
(() => {
  'use strict';

  // ---------------------------------------------------------------- canonicaliser
  const BLOCK = new Set(('address article aside blockquote body center dd details dialog div dl dt fieldset ' +
    'figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main nav object ol ' +
    'p pre section summary table tbody td tfoot th thead tr ul video audio canvas style script template ' +
    'colgroup col caption textarea').split(' '));
  const RUNTIME_CLASS = new Set(('past present future stack visible current-fragment has-dark-background ' +
    'has-light-background hljs code-wrapper codehilite highlight').split(' '));
  const DROP_ATTR = new Set(['data-markdown', 'data-markdown-parsed', 'data-separator', 'data-separator-vertical',
    'data-separator-notes', 'data-charset', 'data-index-h', 'data-index-v', 'data-previous-indexv',
    'data-background-hash', 'data-loaded', 'data-lazy-loaded', 'data-highlighted', 'aria-hidden', 'data-template']);
  const URL_ATTR = new Set(['href', 'src', 'data-src', 'poster', 'data-background-image', 'data-background-iframe',
    'data-background-video']);

  const collapse = (s) => s.replace(/[ \t\r\n\f\u2028\u2029]+/g, ' ');
  const normUrl = (u) => {
    let s = u.trim();
    try { s = decodeURI(s); } catch (e) { /* keep as it is */ }
    return s.replace(/ /g, '%20');
  };
  const normStyle = (s) => s.split(';').map((d) => {
    const i = d.indexOf(':');
    return i < 0 ? collapse(d).trim() : d.slice(0, i).trim().toLowerCase() + ':' + collapse(d.slice(i + 1)).trim();
  }).filter(Boolean).join(';');

  function attrsOf(el, opts = {}) {
    const out = {};
    for (const { name, value } of el.attributes) {
      const n = name.toLowerCase();
      if (DROP_ATTR.has(n) || (opts.drop && opts.drop.includes(n))) continue;
      if (n === 'hidden' && el.localName === 'section') continue;
      if (n === 'class') {
        let cl = value.split(/\s+/).filter((c) => c && !RUNTIME_CLASS.has(c));
        if (cl.length) out.class = [...new Set(cl)].sort().join(' ');
      } else if (n === 'style') {
        const st = normStyle(value);
        if (st) out.style = st;
      } else if (URL_ATTR.has(n)) out[n] = normUrl(value);
      else out[n] = collapse(value).trim();
    }
    return out;
  }
  const withAttrs = (node, a) => { if (Object.keys(a).length) node.a = a; return node; };

  function codeNode(pre) {
    const code = [...pre.children].find((c) => c.localName === 'code');
    const out = { t: 'codeblock' };
    const src = code || pre;
    const ca = code ? attrsOf(code) : {};
    const cls = (ca.class || '').split(' ').filter(Boolean);
    // keep the ORDER the author wrote: first class is the language
    const raw = code ? (code.getAttribute('class') || '').split(/\s+/).filter((c) => c && !RUNTIME_CLASS.has(c)) : [];
    const lang = raw.length ? raw[0].replace(/^(language|lang)-/, '') : '';
    if (lang) out.lang = lang;
    const rest = raw.slice(1).filter((c) => c.replace(/^(language|lang)-/, '') !== lang);
    if (rest.length) ca.class = rest.sort().join(' '); else delete ca.class;
    if ('data-line-numbers' in ca) { out.lines = ca['data-line-numbers'].replace(/\s+/g, ''); delete ca['data-line-numbers']; }
    if ('data-ln-start-from' in ca) { out.start = ca['data-ln-start-from']; delete ca['data-ln-start-from']; }
    if (!code) out.bare = true;                       // <pre> without <code>
    out.text = src.textContent.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
    if (code && Object.keys(ca).length) out.ca = ca;
    return withAttrs(out, attrsOf(pre));
  }

  function tableNode(table, ctx) {
    const rows = [];
    for (const tr of table.querySelectorAll('tr')) {
      if (tr.closest('table') !== table) continue;
      const cells = [];
      for (const c of tr.children) {
        if (c.localName !== 'td' && c.localName !== 'th') continue;
        const a = attrsOf(c);
        let align = a.align || '';
        delete a.align;
        const m = /(?:^|;)text-align:(left|right|center)/.exec(a.style || '');
        if (m) {
          align = m[1];
          a.style = a.style.replace(/(?:^|;)text-align:(left|right|center)/, '').replace(/^;/, '');
          if (!a.style) delete a.style;
        }
        const cell = { h: c.localName === 'th' };
        if (align) cell.align = align;
        cell.c = blockChildren(c);
        cells.push(withAttrs(cell, a));
      }
      const row = { c: cells };
      rows.push(withAttrs(row, attrsOf(tr)));
    }
    return withAttrs({ t: 'table', rows }, attrsOf(table));
  }

  function listNode(el) {
    const out = { t: 'list', ordered: el.localName === 'ol' };
    const a = attrsOf(el);
    if (out.ordered) {
      const s = parseInt(a.start === undefined ? '1' : a.start, 10);
      if (s !== 1) out.start = s;
      delete a.start;
    }
    out.items = [];
    for (const c of el.children) {
      if (c.localName !== 'li') { out.items.push({ stray: node(c) }); continue; }
      const item = {};
      const box = c.querySelector('input[type=checkbox]');
      if (box && box.closest('li') === c) item.task = box.hasAttribute('checked');
      item.c = blockChildren(c, item.task !== undefined ? box : null);
      const loose = item.c.some((x) => x.t === 'p');
      if (loose) item.loose = true;
      const ia = attrsOf(c);
      if (ia.class) {
        ia.class = ia.class.split(' ').filter((x) => !/^task-list/.test(x)).join(' ');
        if (!ia.class) delete ia.class;
      }
      out.items.push(withAttrs(item, ia));
    }
    if (a.class) {
      a.class = a.class.split(' ').filter((x) => !/^(task-list|contains-task)/.test(x)).join(' ');
      if (!a.class) delete a.class;
    }
    return withAttrs(out, a);
  }

  // children of a block: CSS-like white-space collapsing shared across inline boundaries
  function blockChildren(el, skip) {
    const ctx = { space: true, last: null, skip };
    const kids = children(el, ctx);
    trimLast(ctx);
    return prune(kids);
  }
  function trimLast(ctx) {
    if (ctx.last) ctx.last.v = ctx.last.v.replace(/ +$/, '');
    ctx.last = null;
    ctx.space = true;
  }
  function prune(kids) {
    const out = [];
    for (const k of kids) {
      if (k.t === '#') {
        if (k.v === '') continue;
        const p = out[out.length - 1];
        if (typeof p === 'string') out[out.length - 1] = p + k.v; else out.push(k.v);
      } else {
        if (k._c) { k.c = prune(k._c); delete k._c; if (!k.c.length) delete k.c; }
        out.push(k);
      }
    }
    return out;
  }
  function children(el, ctx) {
    const out = [];
    for (const n of el.childNodes) {
      if (ctx.skip && n === ctx.skip) continue;
      if (n.nodeType === 3) {
        let v = collapse(n.nodeValue);
        if (ctx.space) v = v.replace(/^ /, '');
        if (v === '') continue;
        ctx.space = / $/.test(v);
        const t = { t: '#', v };
        ctx.last = t;
        out.push(t);
        continue;
      }
      if (n.nodeType !== 1) continue;                       // comments never show
      const name = n.localName;
      if (name === 'br') { trimLast(ctx); out.push(withAttrs({ t: 'br' }, attrsOf(n))); continue; }
      if (BLOCK.has(name)) {
        trimLast(ctx);
        const b = node(n);
        if (b) Array.isArray(b) ? out.push(...b) : out.push(b);
        ctx.space = true; ctx.last = null;
        continue;
      }
      // inline
      if (name === 'img' || name === 'input' || name === 'svg' || name === 'button' || name === 'select' || name === 'embed') {
        out.push(inlineLeaf(n));
        ctx.space = false; ctx.last = null;
        continue;
      }
      const a = attrsOf(n, { drop: ['href', 'title'] });
      const o = { t: name === 's' || name === 'strike' ? 'del' : name };   // same look, renderer's choice
      if (name === 'a') {
        if (n.hasAttribute('href')) o.href = normUrl(n.getAttribute('href'));
        if (n.hasAttribute('title')) o.title = collapse(n.getAttribute('title'));
      } else if (n.hasAttribute('title')) a.title = collapse(n.getAttribute('title'));
      withAttrs(o, a);
      o._c = children(n, ctx);
      out.push(o);
    }
    return out;
  }
  function inlineLeaf(n) {
    const a = attrsOf(n, { drop: ['src', 'alt', 'title'] });
    const o = { t: n.localName };
    if (n.localName === 'img') {
      o.src = normUrl(n.getAttribute('src') || '');
      o.alt = collapse(n.getAttribute('alt') || '').trim();
      if (n.getAttribute('title')) o.title = collapse(n.getAttribute('title'));
    } else if (n.localName === 'svg') o.text = collapse(n.innerHTML).trim();
    return withAttrs(o, a);
  }

  function node(el) {
    const name = el.localName;
    if (/^h[1-6]$/.test(name)) return withAttrs({ t: 'h', level: +name[1], c: blockChildren(el) }, attrsOf(el));
    if (name === 'pre') return codeNode(el);
    if (name === 'table') return tableNode(el);
    if (name === 'ul' || name === 'ol') return listNode(el);
    if (name === 'style' || name === 'script' || name === 'textarea' || name === 'template')
      return withAttrs({ t: name, text: collapse(name === 'template' ? el.innerHTML : el.textContent).trim() }, attrsOf(el));
    // wrapper that highlighters put around <pre>
    if (name === 'div' && /(^|\s)(codehilite|highlight)(\s|$)/.test(el.getAttribute('class') || '') &&
        el.children.length === 1 && el.children[0].localName === 'pre') return codeNode(el.children[0]);
    const c = blockChildren(el);
    const o = { t: name };
    if (c.length) o.c = c;
    return withAttrs(o, attrsOf(el));
  }

  function slideOf(section) {
    const clone = section.cloneNode(true);
    const notes = [];
    for (const a of [...clone.querySelectorAll('aside.notes')]) {
      notes.push(collapse(plainText(a)).trim());
      a.remove();
    }
    const s = { attrs: attrsOf(clone), blocks: blockChildren(clone) };
    if (notes.length) s.notes = notes.join(' ').trim();
    s.text = collapse(plainText(clone)).trim();
    return s;
  }
  function plainText(el) {
    let out = '';
    for (const n of el.childNodes) {
      if (n.nodeType === 3) out += n.nodeValue;
      else if (n.nodeType === 1) {
        if (n.localName === 'script' || n.localName === 'style') continue;
        const b = BLOCK.has(n.localName) || n.localName === 'br';
        out += (b ? ' ' : '') + plainText(n) + (b ? ' ' : '');
      }
    }
    return out;
  }

  function parityCanon(root) {
    const stacks = [];
    const stray = [];
    for (const el of root.childNodes) {
      if (el.nodeType === 3 && el.nodeValue.trim()) stray.push(collapse(el.nodeValue).trim());
      if (el.nodeType !== 1) continue;
      if (el.localName !== 'section') { stray.push('<' + el.localName + '>' + collapse(el.textContent).trim().slice(0, 80)); continue; }
      const subs = [...el.children].filter((c) => c.localName === 'section');
      if (subs.length) {
        const st = { slides: subs.map(slideOf) };
        const a = attrsOf(el);
        if (Object.keys(a).length) st.attrs = a;
        const other = [...el.children].filter((c) => c.localName !== 'section');
        if (other.length) st.stray = other.map((c) => '<' + c.localName + '>' + collapse(c.textContent).trim().slice(0, 80));
        stacks.push(st);
      } else stacks.push({ slides: [slideOf(el)] });
    }
    const out = { stacks };
    if (stray.length) out.stray = stray;
    return out;
  }

  // candidate side: static HTML text -> canonical tree, nothing executed, nothing loaded
  function parityCandidate(html) {
    const doc = new DOMParser().parseFromString(html, 'text/html');
    const root = doc.querySelector('.reveal .slides') || doc.querySelector('.slides');
    if (!root) return { stacks: [], error: 'no .reveal .slides element' };
    return parityCanon(root);
  }

  Object.assign(window, { parityCanon, parityCandidate });
})();
