import Message from "./message.jsx";

export default function Page() {
  return <Message />;
}
