/** The mark and the name; beside the lists it is the heading of the page. */
export function Brand({ company }: { company?: string | undefined }) {
  return (
    <div className="brand">
      <svg className="brand-mark" width="32" height="32" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="9" fill="var(--accent)" />
        <path d="M9 25V13.5a7 7 0 0 1 14 0V25" fill="none" stroke="var(--on-accent)" strokeWidth="2.4" strokeLinecap="round" />
        <path d="M13.5 25v-9a2.5 2.5 0 0 1 5 0v9" fill="var(--on-accent)" />
      </svg>
      <span className="brand-words">{company === undefined ? <span className="brand-name">Foyer</span> : <h1 className="brand-name">Foyer</h1>}{company && <span className="brand-company">{company}</span>}</span>
    </div>
  );
}
