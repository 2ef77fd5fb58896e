'use strict';
(() => {
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  // Tables: a click or Enter on a head sorts, a field above filters.
  const number = (text) => {
    const match = text.replace(/[−–]/g, '-').match(/-?\d+(\.\d+)?/);
    return match ? Number(match[0]) : Number.NEGATIVE_INFINITY;
  };
  const fillDown = (rows) => {
    for (let column = 0; column < 2; column++) {
      let last = '';
      for (const row of rows) {
        const cell = row.cells[column];
        if (!cell || cell.classList.contains('number')) continue;
        if (cell.textContent.trim() === '') cell.textContent = last;
        last = cell.textContent;
      }
    }
  };
  const sortBy = (table, column, head) => {
    const up = head.getAttribute('aria-sort') !== 'ascending';
    table.querySelectorAll('th[aria-sort]').forEach((other) => other.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    const numeric = head.classList.contains('number');
    for (const body of table.tBodies) {
      const rows = [...body.rows];
      if (!table.classList.contains('scores')) fillDown(rows);
      const text = (row) => row.cells[column].textContent.trim();
      const key = numeric ? (row) => number(text(row)) : text;
      const before = (a, b) => (numeric ? a - b : a.localeCompare(b));
      const sorted = rows.map((row) => [key(row), row]).sort((a, b) => (up ? 1 : -1) * before(a[0], b[0]));
      body.append(...sorted.map(([, row]) => row));
      rows.forEach((row) => row.classList.remove('ruled'));
    }
  };
  const addFilter = (table) => {
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    const tools = make('div', undefined, 'tools');
    const label = make('label', 'Filter rows');
    const field = make('input');
    field.type = 'search';
    const count = make('span', rows.length + ' rows', 'count');
    count.setAttribute('role', 'status');
    label.append(field);
    tools.append(label, count);
    table.closest('.scroll').before(tools);
    field.addEventListener('input', () => {
      if (!table.classList.contains('scores')) fillDown(rows);
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = shown + ' of ' + rows.length + ' rows';
    });
  };
  for (const table of document.querySelectorAll('table.sortable')) {
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    heads.forEach((head, column) => {
      const button = make('button', head.textContent);
      button.type = 'button';
      head.replaceChildren(button);
      button.addEventListener('click', () => sortBy(table, column, head));
    });
    if ([...table.tBodies].reduce((sum, body) => sum + body.rows.length, 0) > 8) addFilter(table);
  }

  // Figures: pointing at a mark, or the arrow keys in a figure that has the focus, show its exact values.
  const tip = make('div');
  tip.id = 'tip';
  tip.hidden = true;
  tip.setAttribute('role', 'status');
  document.body.append(tip);
  const show = (spot) => {
    const box = spot.getBoundingClientRect();
    tip.textContent = spot.dataset.text;
    tip.hidden = false;
    tip.style.left = Math.max(4, Math.min(box.right + 6, innerWidth - tip.offsetWidth - 4)) + 'px';
    tip.style.top = Math.max(4, box.top - tip.offsetHeight - 4) + 'px';
  };
  for (const svg of document.querySelectorAll('figure svg')) {
    const spots = [...svg.querySelectorAll('.spot')];
    spots.forEach((spot) => {
      spot.dataset.text = spot.firstChild.textContent;
      spot.firstChild.remove();
      spot.addEventListener('pointerenter', () => show(spot));
      spot.addEventListener('pointerleave', () => { tip.hidden = true; });
    });
    if (spots.length === 0) continue;
    svg.setAttribute('tabindex', '0');
    let at = -1;
    const leave = () => { if (at >= 0) spots[at].classList.remove('at'); tip.hidden = true; };
    svg.addEventListener('blur', leave);
    svg.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === 'Escape') leave();
      if (!step) return;
      event.preventDefault();
      leave();
      at = (at + step + spots.length) % spots.length;
      spots[at].classList.add('at');
      show(spots[at]);
    });
  }

  // Samples: search one, and see what every layer of every method answered.
  const place = document.getElementById('sample-browser');
  const holder = document.getElementById('sample-data');
  if (!place || !holder) return;
  const MOST = 60;
  const tasks = JSON.parse(holder.textContent);
  // As SampleData packs them: values of one character each without gaps, others apart by blanks, layers to base 36.
  const values = (text, count) => (text.length === count ? text : text.split(' '));
  const unpacked = (task) => {
    if (Array.isArray(task.ids)) return task;
    task.ids = task.ids.list
      || Array.from({ length: task.ids.count }, (_, i) => task.ids.prefix + (task.ids.from + i));
    const count = task.ids.length;
    task.gold = values(task.gold, count);
    for (const model of task.models) model.answers = values(model.answers, count * model.depth);
    for (const method of task.methods) {
      method.answers = values(method.answers, count);
      method.exits = [...values(method.exits, count)].map((layer) => parseInt(layer, 36));
    }
    return task;
  };
  const layersOf = (model, sample) => [...model.answers.slice(sample * model.depth, (sample + 1) * model.depth)];
  const tools = make('div', undefined, 'tools');
  const field = (name, element) => {
    const label = make('label', name);
    label.append(element);
    tools.append(label);
    return element;
  };
  const choice = field('Task', make('select'));
  tasks.forEach((task, i) => {
    const option = make('option', task.name);
    option.value = String(i);
    choice.append(option);
  });
  const search = field('Id or text', make('input'));
  search.type = 'search';
  const apart = field('Only where methods disagree', make('input'));
  apart.type = 'checkbox';
  const count = make('span', '', 'count');
  count.setAttribute('role', 'status');
  tools.append(count);
  const list = make('div', undefined, 'scroll tall');
  const detail = make('div');
  detail.setAttribute('aria-live', 'polite');
  place.replaceChildren(tools, list, detail);

  const verdict = (task, answer, sample) =>
    (task.numeric ? '' : answer === task.gold[sample] ? 'right' : 'wrong');
  const line = (tag, texts) => {
    const row = make('tr');
    texts.forEach((text) => row.append(make(tag, text)));
    return row;
  };
  const open = (task, sample, row) => {
    list.querySelectorAll('[aria-selected]').forEach((other) => other.removeAttribute('aria-selected'));
    row.setAttribute('aria-selected', 'true');
    detail.replaceChildren(make('h3', task.ids[sample] + ', gold ' + task.gold[sample]
      + (task.tokens.length ? ', ' + task.tokens[sample] + ' tokens' : '')));
    if (task.texts && task.texts[sample]) detail.append(make('p', task.texts[sample], 'sample-text'));
    const table = make('table');
    const depth = Math.max(1, ...task.models.map((model) => model.depth));
    const layers = Array.from({ length: depth }, (_, layer) => String(layer + 1));
    table.append(line('th', ['method', 'answer', 'left at', ...layers]));
    for (const method of task.methods) {
      const answers = method.model < 0 ? [] : layersOf(task.models[method.model], sample);
      const body = make('tr');
      body.append(make('th', method.name), make('td', method.answers[sample],
        verdict(task, method.answers[sample], sample)), make('td', String(method.exits[sample])));
      layers.forEach((_, layer) => {
        const cell = make('td', answers[layer] === undefined ? '–' : answers[layer]);
        if (answers[layer] !== undefined) cell.className = verdict(task, answers[layer], sample);
        if (layer + 1 === method.exits[sample]) cell.classList.add('leaves');
        if (layer + 1 > method.exits[sample]) cell.classList.add('after');
        body.append(cell);
      });
      table.append(body);
    }
    const scroll = make('div', undefined, 'scroll');
    scroll.append(table);
    detail.append(scroll, make('p', 'Framed: the layer where the method left; paler: layers that it did not need.', 'footnote'));
  };
  const refresh = () => {
    const task = unpacked(tasks[Number(choice.value)]);
    const wanted = search.value.trim().toLowerCase();
    const found = [];
    task.ids.forEach((id, sample) => {
      const text = task.texts ? (task.texts[sample] || '').toLowerCase() : '';
      if (wanted && !id.toLowerCase().includes(wanted) && !text.includes(wanted)) return;
      if (apart.checked && new Set(task.methods.map((method) => method.answers[sample])).size < 2) return;
      found.push(sample);
    });
    const table = make('table');
    const head = make('thead');
    head.append(line('th', ['id', 'gold', ...task.methods.map((method) => method.name)]));
    const body = make('tbody');
    found.slice(0, MOST).forEach((sample) => {
      const row = line('td', [task.ids[sample], task.gold[sample]]);
      task.methods.forEach((method) => row.append(make('td', method.answers[sample] + ' at ' + method.exits[sample],
        verdict(task, method.answers[sample], sample))));
      row.className = 'pick';
      row.tabIndex = 0;
      row.addEventListener('click', () => open(task, sample, row));
      row.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open(task, sample, row); }
      });
      body.append(row);
    });
    table.append(head, body);
    list.replaceChildren(table);
    detail.replaceChildren();
    count.textContent = found.length + ' of ' + task.ids.length + ' samples here, ' + task.all + ' in the split'
      + (found.length > MOST ? '; the first ' + MOST + ' are listed' : '');
  };
  [choice, search, apart].forEach((control) => control.addEventListener('input', refresh));
  refresh();
})();
