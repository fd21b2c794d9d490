import { hexToBytes } from '@noble/hashes/utils';
import fc from 'fast-check';
import { EMPTY_ROOT, leafHash, nodeHash } from './hashes';
import { verifyConsistency, verifyInclusion } from './proofs';
import { consistencyRanges, inclusionRanges, wholeNodes } from './ranges';
import { LogTree, NodeReader, rangeHash } from './tree';

/** Entries and roots of one to eight of them, as the reference log servers test themselves. */
const vectors = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  ['3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  [
    '40414243',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  ],
  [
    '5051525354555657',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  ],
  [
    '606162636465666768696a6b6c6d6e6f',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ],
];

/** The definition of RFC 6962, section 2.1, word by word. */
function treeHash(leaves: readonly string[]): string {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(
    treeHash(leaves.slice(0, split)),
    treeHash(leaves.slice(split)),
  );
}

function grow(leaves: readonly string[]) {
  const tree = LogTree.create();
  const known = new Map<string, string>();
  for (const leaf of leaves) {
    for (const { level, index, hash } of tree.append(leaf)) {
      known.set(`${level}/${index}`, hash);
    }
  }
  const read: NodeReader = ({ level, index }) =>
    known.get(`${level}/${index}`) ?? 'missing';
  return { tree, read };
}

const leavesOf = (size: number) =>
  Array.from({ length: size }, (_, index) => leafHash(`entry ${index}`));

const size = fc.integer({ min: 0, max: 130 });

describe('LogTree', () => {
  it('has the roots of the reference implementations', () => {
    const tree = LogTree.create();
    expect(tree.root()).toBe(EMPTY_ROOT);
    for (const [entry, root] of vectors) {
      tree.append(leafHash(hexToBytes(entry)));
      expect(tree.root()).toBe(root);
    }
  });

  it('has the root of the definition, and can be put down and taken up', () => {
    fc.assert(
      fc.property(size, size, (first, more) => {
        const leaves = leavesOf(first + more);
        const before = grow(leaves.slice(0, first));
        const edge = wholeNodes({ start: 0, end: first }).map(before.read);
        const tree = LogTree.create(first, edge);
        for (const leaf of leaves.slice(first)) tree.append(leaf);
        expect([tree.size, tree.root()]).toEqual([
          first + more,
          treeHash(leaves),
        ]);
      }),
    );
  });

  it('refuses an edge that is none', () => {
    expect(() => LogTree.create(3, ['a'])).toThrow(TypeError);
  });
});

describe('proofs', () => {
  it('prove every entry, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 130 }),
        fc.nat(),
        fc.nat(),
        (entries, pick, wrong) => {
          const leaves = leavesOf(entries);
          const { tree, read } = grow(leaves);
          const index = pick % entries;
          const proof = inclusionRanges(index, entries).map(range =>
            rangeHash(range, read),
          );
          const claim = {
            index,
            size: entries,
            leaf: leaves[index],
            proof,
            root: tree.root(),
          };
          expect(verifyInclusion(claim)).toBe(true);
          const other = wrong % entries;
          expect(verifyInclusion({ ...claim, index: other })).toBe(
            other === index,
          );
          expect(verifyInclusion({ ...claim, leaf: leafHash('other') })).toBe(
            false,
          );
          expect(
            verifyInclusion({ ...claim, proof: [...proof, leaves[0]] }),
          ).toBe(false);
          expect(verifyInclusion({ ...claim, index: entries })).toBe(false);
        },
      ),
    );
  });

  it('show that a log was only added to', () => {
    fc.assert(
      fc.property(size, size, (first, more) => {
        const leaves = leavesOf(first + more);
        const { tree, read } = grow(leaves);
        const before = {
          size: first,
          root: treeHash(leaves.slice(0, first)),
        };
        const after = { size: first + more, root: tree.root() };
        const proof = consistencyRanges(before.size, after.size).map(range =>
          rangeHash(range, read),
        );
        expect(verifyConsistency({ before, after, proof })).toBe(true);
        if (first === 0) return;
        const rewritten = { size: first, root: leafHash('other') };
        expect(verifyConsistency({ before: rewritten, after, proof })).toBe(
          false,
        );
        expect(verifyConsistency({ before: after, after: before, proof })).toBe(
          more === 0,
        );
      }),
    );
  });

  it('refuse what is no hash and no number', () => {
    const leaf = leafHash('only');
    const claim = { index: 0, size: 1, leaf, proof: [], root: leaf };
    expect(verifyInclusion(claim)).toBe(true);
    expect(verifyInclusion({ ...claim, size: 0 })).toBe(false);
    expect(verifyInclusion({ ...claim, index: NaN })).toBe(false);
    expect(verifyInclusion({ ...claim, size: 2, proof: ['nonsense'] })).toBe(
      false,
    );
  });
});
