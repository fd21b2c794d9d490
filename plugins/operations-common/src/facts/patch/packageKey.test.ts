import { packageKey, purlVersion } from './packageKey';

describe('packageKey', () => {
  it.each([
    [{ name: 'Lodash', ecosystem: 'npm' }, 'npm:lodash'],
    [{ name: 'lodash', ecosystem: 'node-pkg' }, 'npm:lodash'],
    [
      { name: 'x', purl: 'pkg:npm/%40babel/traverse@7.23.0' },
      'npm:@babel/traverse',
    ],
    [{ name: 'x', purl: 'pkg:npm/@babel/traverse' }, 'npm:@babel/traverse'],
    [{ name: 'My_Package.Name', ecosystem: 'pip' }, 'pypi:my-package-name'],
    [{ name: 'my-package-name', ecosystem: 'PyPI' }, 'pypi:my-package-name'],
    [
      { name: 'org.apache:Commons', ecosystem: 'pom' },
      'maven:org.apache:Commons',
    ],
    [
      { name: 'Commons', purl: 'pkg:maven/org.apache/Commons@1.0?type=jar' },
      'maven:org.apache:Commons',
    ],
    [
      { name: 'x', purl: 'pkg:golang/github.com/Foo/Bar@v1.2.3#sub' },
      'golang:github.com/foo/bar',
    ],
    [
      {
        name: 'libssl3',
        purl: 'pkg:deb/debian/libssl3@3.0.11-1?distro=debian-12',
      },
      'deb:libssl3',
    ],
    [{ name: 'openssl', ecosystem: 'Debian:12' }, 'deb:openssl'],
    [{ name: 'openssl', ecosystem: 'Alpine:v3.19' }, 'apk:openssl'],
    [{ name: 'unheard', ecosystem: 'brand-new' }, 'brand-new:unheard'],
    [{ name: 'bare' }, 'bare'],
    [{ name: 'bare', purl: 'not a purl' }, 'bare'],
    [{ name: 'bad', purl: 'pkg:npm/%E0%A4%A@1' }, 'npm:%e0%a4%a'],
  ])('%j is %s', (name, expected) => {
    expect(packageKey(name)).toBe(expected);
  });

  it.each([
    [
      { name: 'openssl', ecosystem: 'deb' },
      { name: 'libssl3', ecosystem: 'deb' },
    ],
    [
      { name: 'a:b', ecosystem: 'maven' },
      { name: 'a:c', ecosystem: 'maven' },
    ],
    [
      { name: 'requests', ecosystem: 'pypi' },
      { name: 'requests', ecosystem: 'npm' },
    ],
  ])('%j and %j stay different', (a, b) => {
    expect(packageKey(a)).not.toBe(packageKey(b));
  });

  it.each([
    ['pkg:npm/lodash@4.17.20', '4.17.20'],
    ['pkg:npm/@babel/core', undefined],
    ['pkg:npm/@babel/core@7.0.0', '7.0.0'],
    ['pkg:deb/debian/x@1%3A2.3?arch=amd64', '1:2.3'],
    ['pkg:npm/lodash', undefined],
  ])('the version of %s is %s', (purl, expected) => {
    expect(purlVersion(purl)).toBe(expected);
  });
});
