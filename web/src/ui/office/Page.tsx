import { useEffect, useRef, type ReactNode } from "react";
import { Icon } from "../Icon";

export interface PageProps {
  title: string;
  lead?: ReactNode;
  /** Buttons beside the title. */
  tools?: ReactNode;
  /** The page that this one is a part of. */
  above?: { href: string; words: string };
  children: ReactNode;
}

/** A page with its title, which gets the focus when one comes here: so a reader hears where he is. */
export function Page({ title, lead, tools, above, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { heading.current?.focus(); }, []);
  return (
    <div className="page">
      {above && <a className="page-above" href={above.href}><Icon name="back" size={16} />{above.words}</a>}
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        {tools && <div className="page-tools">{tools}</div>}
      </div>
      {lead && <p className="page-lead">{lead}</p>}
      {children}
    </div>
  );
}

/** A part of a page under a heading of its own. */
export function Part({ title, lead, tools, children }: { title: string; lead?: ReactNode; tools?: ReactNode; children: ReactNode }) {
  return (
    <section className="part" aria-label={title}>
      <div className="part-head"><h2>{title}</h2>{tools && <div className="page-tools">{tools}</div>}</div>
      {lead && <p className="field-hint">{lead}</p>}
      {children}
    </section>
  );
}

/** What is known of a thing: pairs of words; `wide` ones have a line of their own. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode, "wide"?])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value, width]) => <div key={name} className={width && "fact-wide"}><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}
