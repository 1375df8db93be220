import MarkdownIt from 'markdown-it'

// html: false: what the answer has of tags is shown, not obeyed.
const markdown = new MarkdownIt({ html: false, linkify: false, breaks: true })

export const render = (text: string) => markdown.render(text)
