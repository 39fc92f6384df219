using System.Text;
using System.Text.RegularExpressions;
using LocalAI.Plugins.Llama.Chat.Formats;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>
/// Reads OpenAI's harmony: messages of the form <c>&lt;|start|&gt;assistant&lt;|channel|&gt;final&lt;|message|&gt;text&lt;|end|&gt;</c>,
/// of which the channel analysis is reasoning, and one with a recipient <c>to=functions.name</c> is a call.
/// Source: the format's description that OpenAI published with gpt-oss.
/// </summary>
internal sealed partial class HarmonyReader(PendingText text, DeltaWriter output)
{
    private const string Message = "<|message|>";
    private const string Start = "<|start|>";
    private const string Channel = "<|channel|>";
    private const string Recipient = "to=functions.";
    private const int LongestHeader = 512;

    private static readonly MarkerScanner HeaderEnd = new(Message);
    private static readonly MarkerScanner BodyEnd = new("<|end|>", "<|call|>", "<|return|>", Start, Channel);

    private readonly StringBuilder _header = new();

    /// <summary>Whether a thought is being read.</summary>
    public bool IsReasoning { get; private set; }

    public IEnumerable<Pause> Read()
    {
        while (text.Length > 0 || !text.IsComplete)
        {
            _header.Clear();
            foreach (var pause in Header())
                yield return pause;
            if (_header.Length == 0)
                continue;

            var header = _header.ToString();
            var recipient = header.IndexOf(Recipient, StringComparison.Ordinal);
            if (recipient >= 0)
            {
                foreach (var pause in Call(NameAt(header, recipient + Recipient.Length)))
                    yield return pause;
            }
            else
            {
                IsReasoning = header.Contains(Channel + "analysis", StringComparison.Ordinal);
                foreach (var pause in Body())
                    yield return pause;
                if (IsReasoning)
                    output.ReasoningMarker("");
                else
                    output.Border();
                IsReasoning = false;
            }
        }
    }

    /// <summary>Reads what stands before a message's text. Text without a header is the answer.</summary>
    private IEnumerable<Pause> Header()
    {
        while (true)
        {
            var space = text.Rest.Length - text.Rest.TrimStart().Length;
            text.Skip(space);
            if (text.Length == 0 && text.IsComplete)
                yield break;
            var begins = Best(Best(text.StartsWith(Start), text.StartsWith(Channel)), text.StartsWith("to="));
            if (begins == Match.Yes)
                break;
            if (begins == Match.No && text.Length > 0)
            {
                foreach (var pause in Body())
                    yield return pause;
                yield break;
            }
            yield return default;
        }

        text.Mark();
        while (true)
        {
            var end = HeaderEnd.Find(text.Rest, text.IsComplete, out var stop);
            _header.Append(text.Rest[..end]);
            text.Skip(end + (stop?.Length ?? 0));
            if (stop is not null && Form().IsMatch(_header.ToString()))
                break;
            if (stop is not null || text.IsComplete || _header.Length > LongestHeader)
            {
                output.Content(text.SinceMark());
                _header.Clear();
                break;
            }
            yield return default;
        }
        text.Unmark();
    }

    private IEnumerable<Pause> Body()
    {
        while (true)
        {
            var end = BodyEnd.Find(text.Rest, text.IsComplete, out var stop);
            if (IsReasoning)
                output.Reasoning(text.Rest[..end]);
            else
                output.Content(text.Rest[..end]);
            text.Skip(end);
            if (stop is not null)
            {
                if (stop is not (Start or Channel))
                    text.Skip(stop.Length);
                yield break;
            }
            if (text.IsComplete)
                yield break;
            yield return default;
        }
    }

    private IEnumerable<Pause> Call(string name)
    {
        output.BeginCall(name, "");
        var before = output.Arguments.Length;
        var reader = new LiteralReader(text, LiteralSyntax.Json, output.Arguments);
        var isEmpty = true;
        foreach (var pause in reader.Read())
        {
            isEmpty &= output.Arguments.Length == before;
            yield return pause;
            before = 0;
        }
        if (isEmpty && output.Arguments.Length == before)
            output.Arguments.Append("{}");
        // What follows damaged arguments is text.
        foreach (var pause in Body())
            yield return pause;
    }

    [GeneratedRegex(
        @"^(?:<\|start\|>)?(?:assistant)?\s*(?:to=\S+)?\s*(?:<\|channel\|>(?:analysis|commentary|final))?\s*(?:to=\S+)?\s*"
        + @"(?:<\|constrain\|>)?(?:json)?\s*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    private static Match Best(Match left, Match right) => (Match)Math.Max((int)left, (int)right);

    private static string NameAt(string header, int start)
    {
        var end = start;
        while (end < header.Length && !char.IsWhiteSpace(header[end]) && header[end] != '<')
            end++;
        return header[start..end];
    }
}
