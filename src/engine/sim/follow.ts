/**
 * Writes around every `await`, `for await` and `.then()` of a text what keeps `AsyncLocalStorage`
 * following it (`guest/context.ts`): browsers tell nobody when they resume a function. Only for
 * programs that import `node:async_hooks`, as it takes its time. Lines stay where they are.
 *
 *     await x        →  __follow.resume(__wait=__follow.suspend(x),await __follow.held)
 *     p.then(a, b)   →  p.then(...__follow.bound(a, b))
 *     catch {        →  catch {__follow.back(__wait);
 *     yield x        →  __follow.given(__wait=__follow.mark(),yield x)
 *
 * The value is awaited natively, so promise jobs come in the order in which Node has them.
 */
import type { AnyNode, CallExpression, ForOfStatement, Program } from 'acorn';
import { walk, type Replacement } from './module-facts.ts';

/** The module that asks for it. */
export const FOLLOWING = 'async_hooks';

/** What a module's function gets it as. */
export const FOLLOW = '__follow';

/** A replacement, and where it stands among others at the same place. */
interface Piece extends Replacement {
  readonly rank: number;
}

type Scope = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' | 'Program' }
>;

/**
 * What to write where, sorted.
 *
 * @param others further replacements of the text, which lie beside these
 */
export function followReplacements(
  program: Program,
  text: string,
  others: readonly Replacement[] = [],
): Replacement[] {
  const writer = new Writer(text);
  writer.scope(program);
  const pieces: Piece[] = [...writer.pieces, ...others.map((one) => ({ ...one, rank: Infinity }))];
  return pieces.sort((a, b) => a.start - b.start || a.rank - b.rank);
}

class Writer {
  readonly pieces: Piece[] = [];
  readonly #text: string;
  #visits = 0;
  #loops = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** A function, or the whole text, without the functions in it: those follow. */
  scope(scope: Scope): void {
    const inner: Scope[] = [];
    const own = ownNodes(scope, inner);
    const tries = own.some(({ type }) => type === 'TryStatement');
    // Where nothing can be caught there is nobody to come back to.
    const keeps = tries && own.some((node) => isWait(node, scope));
    const visit = this.#visits++;
    for (const node of own) this.#node(node, keeps, scope);
    if (keeps) {
      if (scope.type === 'Program') this.#close(scope.end, '\n;var __wait', visit);
      else this.#close(scope.body.end - 1, ';var __wait', visit);
    }
    for (const one of inner) this.scope(one);
  }

  #node(node: AnyNode, keeps: boolean, scope: Scope): void {
    const visit = this.#visits++;
    switch (node.type) {
      case 'AwaitExpression': {
        const begin = `${FOLLOW}.resume(${keeps ? '__wait=' : ''}${FOLLOW}.suspend(`;
        this.#open(node.start, begin, visit, 'await'.length);
        this.#close(node.end, `),await ${FOLLOW}.held)`, visit);
        return;
      }
      case 'YieldExpression':
        // Ended by whoever iterates, a generator goes on in its `finally`.
        if (!keeps || node.delegate || !isWait(node, scope)) return;
        this.#open(node.start, `${FOLLOW}.given(__wait=${FOLLOW}.mark(),`, visit);
        this.#close(node.end, ')', visit);
        return;
      case 'CallExpression':
        this.#call(node, visit);
        return;
      case 'TryStatement':
        if (!keeps) return;
        for (const block of [node.handler?.body, node.finalizer])
          if (block) this.#open(block.start + 1, `${FOLLOW}.back(__wait);`, visit);
        return;
      case 'LabeledStatement':
        if (loopOf(node)) this.#loop(node, loopOf(node)!, keeps, visit);
        return;
      case 'ForOfStatement':
        if (node.await && !this.#labelled.has(node)) this.#loop(node, node, keeps, visit);
        return;
      default:
    }
  }

  readonly #labelled = new Set<ForOfStatement>();

  /** @param outside the loop with its labels */
  #loop(outside: AnyNode, loop: ForOfStatement, keeps: boolean, visit: number): void {
    if (this.#labelled.has(loop)) return;
    this.#labelled.add(loop);
    const name = `__each${this.#loops++}`;
    const note = keeps ? `${name}=__wait=wait` : `${name}=wait`;
    this.#open(outside.start, `{var ${name};`, visit);
    this.#open(loop.right.start, `${FOLLOW}.each(`, visit);
    this.#close(loop.right.end, `,wait=>{${note}})`, visit);
    const back = `${FOLLOW}.back(${name});`;
    if (loop.body.type === 'BlockStatement') this.#open(loop.body.start + 1, back, visit);
    else {
      this.#open(loop.body.start, `{${back}`, visit);
      this.#close(loop.body.end, '}', visit);
    }
    this.#close(outside.end, `${back}}`, visit - 0.5);
  }

  #call({ callee, arguments: given, end }: CallExpression, visit: number): void {
    if (callee.type !== 'MemberExpression' || callee.computed || given.length === 0) return;
    const { property } = callee;
    if (property.type !== 'Identifier' || !/^(?:then|catch|finally)$/.test(property.name)) return;
    const between = /^(?:\s|\/\*[^]*?\*\/|\/\/.*|\?\.)*\(/.exec(this.#text.slice(callee.end));
    if (!between) return;
    this.#open(callee.end + between[0].length, `...${FOLLOW}.bound(`, visit);
    this.#close(end - 1, ')', visit);
  }

  /** What is outside opens first. */
  #open(start: number, text: string, visit: number, replaced = 0): void {
    this.pieces.push({ start, end: start + replaced, text, rank: 1 + visit });
  }

  /** What is inside closes first, and before anything else opens. */
  #close(at: number, text: string, visit: number): void {
    this.pieces.push({ start: at, end: at, text, rank: -1 - visit });
  }
}

function isWait(node: AnyNode, scope: Scope): boolean {
  if (node.type === 'YieldExpression') return scope.type !== 'Program' && scope.async;
  return node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await);
}

/** The `for await` that labels stand before. */
function loopOf(node: AnyNode): ForOfStatement | undefined {
  if (node.type === 'LabeledStatement') return loopOf(node.body);
  return node.type === 'ForOfStatement' && node.await ? node : undefined;
}

/** The nodes of a scope, outside in; `inner` gets the functions in it. */
function ownNodes(scope: Scope, inner: Scope[]): AnyNode[] {
  const own: AnyNode[] = [];
  walk(scope, (node) => {
    if (node !== scope && isFunction(node)) {
      inner.push(node);
      return false;
    }
    if (node !== scope) own.push(node);
    return true;
  });
  return own;
}

function isFunction(node: AnyNode): node is Scope {
  return /^(?:Function|ArrowFunction)(?:Declaration|Expression)$/.test(node.type);
}
