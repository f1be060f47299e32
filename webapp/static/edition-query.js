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
  const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

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
    const words = text.trim();
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

  const byId = (results) => new Map(results.map((result) => [result.id, result]));

  // Find what fits, best first. Pagefind itself knows one list of words or one phrase: it is asked for each of them, as a
  // phrase, because it drops words that no page has and takes longer ones for others.
  async function find(pagefind, any, filters) {
    const asked = new Map();
    function ask(term) {
      if (!asked.has(term)) asked.set(term, pagefind.search(term, { filters }).then((answer) => byId(answer.results)));
      return asked.get(term);
    }

    const ofUnit = ({ text, isPhrase, any: inner }) =>
      inner ? ofAny(inner) : ask(isPhrase || !UNSPACED.test(text) ? `"${text}"` : text);

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

    return [...(await ofAny(any)).values()].sort((one, other) => other.score - one.score);
  }

  return { read, find };
})();
