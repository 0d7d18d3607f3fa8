import { useEffect, useRef, type ReactNode } from "react";
import { Icon, type IconName } from "../Icon";

export interface OfficeSection { key: string; words: string; icon: IconName; href: string }
export interface OfficeGroup { title: string; sections: readonly OfficeSection[] }

export interface OfficeFrameProps {
  groups: readonly OfficeGroup[];
  /** The key of the section one is in. */
  current: string;
  homeHref: string;
  banner: ReactNode;
  /** Something lies over all of it. */
  inert?: boolean;
  children: ReactNode;
}

/** The frame of what is not a room: the account and the administration. The sections stand beside the page, on a phone above it. */
export function OfficeFrame({ groups, current, homeHref, banner, inert, children }: OfficeFrameProps) {
  const here = useRef<HTMLAnchorElement>(null);
  useEffect(() => { here.current?.scrollIntoView({ block: "nearest", inline: "center" }); }, [current]);
  return (
    <>
      <a className="skip-link" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById("main")?.focus(); }}>Skip to the page</a>
      <div className="office" inert={inert}>
        <div className="office-banner">{banner}</div>
        <header className="office-side">
          <a className="office-back" href={homeHref}><Icon name="back" />Back to the rooms</a>
          <nav className="office-nav" aria-label="Account and administration">
            {groups.map(({ title, sections }) => (
              <div key={title} className="office-group">
                <h2 className="list-head">{title}</h2>
                <ul>
                  {sections.map(({ key, words, icon, href }) => (
                    <li key={key}><a ref={key === current ? here : undefined} className="office-link" href={href} aria-current={key === current ? "page" : undefined}><Icon name={icon} size={18} />{words}</a></li>
                  ))}
                </ul>
              </div>
            ))}
          </nav>
        </header>
        <main className="office-main" id="main" tabIndex={-1}>{children}</main>
      </div>
    </>
  );
}
