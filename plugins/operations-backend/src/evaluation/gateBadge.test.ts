import { gateBadge } from './gateBadge';

describe('gateBadge', () => {
  it('says scorecard and state, for readers and for screen readers', () => {
    const badge = gateBadge('Phase 8', 'awaiting-signoff');
    expect(badge).toContain('aria-label="Phase 8: awaiting sign-off"');
    expect(badge.match(/Phase 8/g)).toHaveLength(3);
  });

  it('shows titles as text, never as markup', () => {
    const badge = gateBadge(`<script>alert("x")</script>&'`, 'approved');
    expect(badge).not.toContain('<script>');
    expect(badge).toContain(
      '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;',
    );
  });

  it('shortens long titles', () => {
    expect(gateBadge('x'.repeat(400), 'blocked').length).toBeLessThan(1_000);
  });
});
