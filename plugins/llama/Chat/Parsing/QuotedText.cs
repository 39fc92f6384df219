using System.Buffers;
using System.Text;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>Reads what stands in quotes and writes it as the inside of a JSON string while it comes.</summary>
internal sealed class QuotedText(PendingText text)
{
    /// <summary>How far after a quote that may stand within a string the reader looks for what follows a value.</summary>
    private const int Lookahead = 32;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Whether the text ended before the closing quote.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads up to the closing quote, which is used up too.</summary>
    public IEnumerable<Pause> Read(string quote, StringBuilder into)
    {
        IsCut = false;
        var escapes = quote.Length == 1;
        while (true)
        {
            var rest = text.Rest;
            var plain = escapes ? rest.IndexOfAny(quote[0], '\\') : rest.IndexOf(quote[0]);
            into.AppendEscaped(plain < 0 ? rest : rest[..plain]);
            text.Skip(plain < 0 ? rest.Length : plain);
            if (plain >= 0)
            {
                var step = text.StartsWith(quote) switch
                {
                    Match.No => escapes ? Escape(into) : Literally(into),
                    Match.Yes => quote == "'" ? Apostrophe(into) : Match.Yes,
                    _ => Match.Maybe,
                };
                if (step == Match.Yes)
                {
                    text.Skip(quote.Length);
                    yield break;
                }
                if (step == Match.No)
                    continue;
            }
            if (text.IsComplete)
            {
                text.Skip(text.Length);
                IsCut = true;
                yield break;
            }
            yield return default;
        }
    }

    private Match Literally(StringBuilder into)
    {
        into.AppendEscaped(text.Rest[..1]);
        text.Skip(1);
        return Match.No;
    }

    /// <summary>Takes a backslash and what it escapes; one that escapes nothing stands for itself.</summary>
    private Match Escape(StringBuilder into)
    {
        var rest = text.Rest;
        if (rest.Length < 2)
            return Match.Maybe;
        if (rest[1] == 'u')
        {
            var digits = rest[2..Math.Min(rest.Length, 6)];
            var valid = digits.IndexOfAnyExcept(HexDigits) < 0;
            if (valid && digits.Length < 4)
                return Match.Maybe;
            if (valid)
            {
                into.Append(rest[..6]);
                text.Skip(6);
                return Match.No;
            }
        }
        else if (rest[1] is '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't')
        {
            into.Append(rest[..2]);
            text.Skip(2);
            return Match.No;
        }
        else if (rest[1] == '\'')
        {
            into.Append('\'');
            text.Skip(2);
            return Match.No;
        }
        return Literally(into);
    }

    /// <summary>An apostrophe ends a string where something follows that may follow a value.</summary>
    private Match Apostrophe(StringBuilder into)
    {
        var after = text.Rest[1..];
        var near = after[..Math.Min(after.Length, Lookahead)].TrimStart();
        if (!near.IsEmpty)
            return near[0] is ',' or ')' or ']' or '}' or ':' ? Match.Yes : Literally(into);
        if (after.Length >= Lookahead)
            return Literally(into);
        return text.IsComplete ? Match.Yes : Match.Maybe;
    }
}
