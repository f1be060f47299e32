// The queries of a static edition: words, phrases, OR, NOT and brackets. Whatever else is typed is said not to be used.
"use strict";

const EditionQuery = (() => {
  const MARKS = "\"“”„‟«»＂〝〞「」『』";
  const NAMED = `(?<field>\\p{L}{2,30}):(?:[${MARKS}][^${MARKS}]*[${MARKS}]?|(?!//)[^\\s()${MARKS}]+)`;
  const PHRASE = `[${MARKS}](?<phrase>[^${MARKS}]*)[${MARKS}]?(?<loose>~[0-9]*)?`;
  const OPERATOR = `(?<operator>(?:AND|OR|NOT|NEAR(?:/?[0-9]+|/)?)(?=[\\s()${MARKS}]|$)|\\|\\|?)`;
  const MINUS = `(?<minus>(?<=[\\s(]|^)(?:[-−]+(?=[^\\s)−-])|!(?=[\\p{L}\\p{N}(${MARKS}])))`;
  const PLUS = `(?<plus>(?<=[\\s(]|^)\\++(?=[\\p{L}\\p{N}${MARKS}(]))`;
  const TOKEN = new RegExp([NAMED, PHRASE, OPERATOR, MINUS, PLUS, "(?<bracket>[()])", `(?<word>[^\\s()${MARKS}]+)`].join("|"), "gu");
  const SAYS_SOMETHING = /[\p{L}\p{N}]/u;
  // Languages that put no spaces between words: Pagefind takes all signs up to a space or full stop for one word.
  const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  const INNER_SIGNS = /[^\p{L}\p{M}\p{N}'’‐‑-]/u;
  const EDGES = /^[.,;:!…*]+|[.,;:!…*]+$/gu;
  const ABBREVIATION = /^(?:\p{L}\.)+\p{L}?$/u;
  const SYMBOL = /^\p{Lu}+(?:\/[\p{L}\p{N}.()-]+)+$/iu;
  // Where signs make another word of it, as in C++ or 2.6: Pagefind leaves them out, so the passages have to be read.
  const TELLING_SIGNS = /[+#%$€£¥§@&°]|\p{N}[.,:/]\p{N}/u;
  const MOST_READ = 300;

  class Reader {
    constructor(text, fields) {
      this.text = text;
      this.fields = fields;
      this.tokens = [...text.matchAll(TOKEN)];
      this.at = 0;
      this.unused = [];
    }

    // What was typed from one token up to the next that was not read yet.
    typed(from) {
      const end = this.tokens[this.at]?.index ?? this.text.length;
      return this.text.slice(this.tokens[from].index, end).trim();
    }

    // Alternatives up to a bracket that closes: a list of lists, in each of which everything is wanted.
    alternatives(inBrackets = false) {
      const found = [[]];
      while (this.at < this.tokens.length) {
        const { operator, bracket } = this.tokens[this.at].groups;
        if (bracket === ")" && inBrackets) break;
        if (operator === "OR" || operator?.startsWith("|")) found.push([]);
        if (operator === "AND" || operator === "OR" || operator?.startsWith("|") || bracket === ")") this.at += 1;
        else found.at(-1).push(...this.operand());
      }
      return found.filter((units) => units.length);
    }

    // A word, phrase or bracket with what stands before it. An exclusion of which a part is not known is not used at all:
    // what is left of it would exclude more than was asked for.
    operand() {
      const from = this.at;
      const before = this.unused.length;
      let without = false;
      for (; this.at < this.tokens.length; this.at += 1) {
        const { operator, minus, plus } = this.tokens[this.at].groups;
        if (minus || operator === "NOT") without = !without;
        else if (plus || operator?.startsWith("NEAR")) this.unused.push(this.tokens[this.at][0]);
        else break;
      }
      const units = this.at < this.tokens.length ? this.units() : [];
      if (without && this.at === this.tokens.length && !units.length) this.unused.push(this.tokens[from][0]);
      if (!without) return units;
      while (this.tokens[this.at]?.groups.operator?.startsWith("NEAR")) {
        this.unused.push(this.tokens[this.at][0]);
        this.at += 1;
        if (this.at < this.tokens.length) this.units();
      }
      if (this.unused.length > before) {
        this.unused.splice(before, Infinity, this.typed(from));
        return [];
      }
      return units.map((unit) => ({ ...unit, without }));
    }

    units() {
      const token = this.tokens[this.at];
      const { field, phrase, loose, bracket, operator, word } = token.groups;
      if (operator || bracket === ")") {  // behind NOT, which so excludes nothing
        this.unused.push(operator ?? bracket);
        return [];
      }
      this.at += 1;
      if (bracket === "(") {
        const any = this.alternatives(true);
        this.at += 1;
        return any.length ? [{ any }] : [];
      }
      if (field && this.fields.has(field.toLowerCase())) {
        this.unused.push(token[0]);
        return [];
      }
      if (UNSPACED.test(phrase ?? word ?? token[0])) {
        this.unused.push(token[0]);
        return [];
      }
      if (phrase !== undefined && loose === undefined) return unitsOf(phrase, true);
      if (phrase !== undefined) {
        this.unused.push(token[0]);
        return phrase.split(/\s+/).flatMap((each) => unitsOf(each));
      }
      return this.word(word ?? token[0]);
    }

    // Signs for any letters, or for other spellings, are not used: the word before them is searched as it stands.
    word(typed) {
      const plain = (typed ?? "").replace(/\?+$/, "");
      const [, stem] = /^([^*?~]*)(?:\*+|~[0-9]*)?$/.exec(plain) || [];
      if (stem !== plain) this.unused.push(typed);
      return unitsOf(stem ?? "");
    }
  }

  function unitsOf(text, isPhrase = false) {
    const words = isPhrase ? text.trim() : text.trim().replace(ABBREVIATION.test(text) ? "" : EDGES, "");
    return SAYS_SOMETHING.test(words) ? [{ text: words, isPhrase }] : [];
  }

  function printUnit({ text, isPhrase, any, without }) {
    const shown = any ? `(${print(any)})` : isPhrase ? `"${text}"` : text;
    return without ? `-${shown}` : shown;
  }

  const print = (any) => any.map((units) => units.map(printUnit).join(" ")).join(" OR ");

  // Return what is searched, as lists of what is wanted together; the same as text; and what is not used.
  function read(text, fields) {
    const reader = new Reader(text, new Set(fields));
    const any = reader.alternatives();
    return { any, searched: print(any), unused: [...new Set(reader.unused)] };
  }

  const unspaced = (typed) => typed.filter((each) => UNSPACED.test(each));

  // A page whose words match has their places: of the others Pagefind knows but the title that a result is shown with.
  const byId = (results, isOfWords) =>
    new Map(results.filter((result) => !isOfWords || result.words.length).map((result) => [result.id, result]));
  const common = ([first, ...others]) => new Map([...first].filter(([id]) => others.every((other) => other.has(id))));
  const merged = (...maps) => new Map(maps.flatMap((map) => [...map]));
  const folded = (text) => text.normalize("NFKC").replace(/\s+/g, " ").toLowerCase();

  // Return whether a text has a word with its signs, and not as a part of another word.
  function hasWord(text, word) {
    const isLetter = (sign) => /[\p{L}\p{N}]/u.test(sign ?? "");
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      const cutsBefore = isLetter(word[0]) && isLetter(text[at - 1]);
      const cutsAfter = isLetter(text[at + word.length]);
      if (!cutsBefore && !cutsAfter) return true;
    }
    return false;
  }

  // Find what fits, best first, and the words whose signs were not searched. Pagefind itself knows one list of words or
  // one phrase: it is asked for each of them, as a phrase, because it drops words that no page has and takes longer ones
  // for others.
  async function find(pagefind, any, filters) {
    const asked = new Map();
    const withoutSigns = new Set();
    function ask(term, more = {}) {
      const key = JSON.stringify([term, more]);
      const answer = () => pagefind.search(term, { filters: { ...filters, ...more } });
      if (!asked.has(key)) asked.set(key, answer().then(({ results }) => byId(results, term !== null)));
      return asked.get(key);
    }

    // A word with signs within: its parts, whatever signs stand between them, unless the signs make it another word.
    async function ofSigned(text) {
      const parts = text.split(INNER_SIGNS).filter((part) => SAYS_SOMETHING.test(part));
      const symbols = SYMBOL.test(text) ? await ask(null, { symbol: text.toUpperCase() }) : new Map();
      const [whole, ...each] = await Promise.all([text, ...parts].map((part) => ask(`"${part}"`)));
      const near = merged(each.length ? common(each) : new Map(), whole);
      if (!TELLING_SIGNS.test(text)) return merged(near, symbols);
      if (near.size > MOST_READ) withoutSigns.add(text);
      if (near.size > MOST_READ) return merged(near, symbols);
      const read = await Promise.all([...near].map(async ([id, result]) => [id, result, (await result.data()).content]));
      const found = read.filter(([, , content]) => hasWord(folded(content), folded(text)));
      return merged(symbols, new Map(found.map(([id, result]) => [id, result])));
    }

    function ofUnit({ text, isPhrase, any: inner }) {
      if (inner) return ofAny(inner);
      return !isPhrase && INNER_SIGNS.test(text) && !ABBREVIATION.test(text) ? ofSigned(text) : ask(`"${text}"`);
    }

    async function ofAll(units) {
      const wanted = units.filter((unit) => !unit.without);
      const [first, ...others] = await Promise.all(wanted.length ? wanted.map(ofUnit) : [ask(null)]);
      const found = new Map([...first].filter(([id]) => others.every((other) => other.has(id))));
      const words = wanted.filter((unit) => unit.text).map((unit) => unit.text).join(" ");
      if (words && (others.length || !wanted[0].isPhrase)) {
        const ranked = await ask(words);  // it knows the best of them, and marks every word
        for (const id of found.keys()) if (ranked.has(id)) found.set(id, ranked.get(id));
      }
      for (const unit of units.filter((each) => each.without)) {
        for (const id of (await ofUnit(unit)).keys()) found.delete(id);
      }
      return found;
    }

    async function ofAny(alternatives) {
      const found = new Map();
      for (const results of await Promise.all(alternatives.map(ofAll))) {
        for (const [id, result] of results) {
          if (!found.has(id) || found.get(id).score < result.score) found.set(id, result);
        }
      }
      return found;
    }

    const found = [...(await ofAny(any)).values()].sort((one, other) => other.score - one.score);
    return { found, withoutSigns: [...withoutSigns] };
  }

  return { read, find, unspaced };
})();
