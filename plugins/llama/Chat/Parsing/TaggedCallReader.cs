using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Tools;
using LocalAI.Plugins.Llama.Grammars;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>
/// Reads calls that have the name and every argument between markers, such as
/// <c>&lt;function=f&gt;&lt;parameter=a&gt;1&lt;/parameter&gt;&lt;/function&gt;</c>. Strings are passed on while they come; what may be
/// something else waits for its end.
/// </summary>
internal sealed class TaggedCallReader : CallReader
{
    /// <summary>White space behind a value that is looked through for what follows.</summary>
    private const int MostSpace = 64;

    private const string DataStart = "<![CDATA[";
    private const string DataEnd = "]]>";

    private readonly string _namePrefix;
    private readonly string _valuePrefix;
    private readonly string _argument;
    private readonly string[] _ends;
    private readonly MarkerScanner _nameEnd;
    private readonly MarkerScanner _argumentNameEnd;
    private readonly MarkerScanner _typeEnd;
    private readonly MarkerScanner _valueEnd;
    private readonly MarkerScanner _dataEnd = new(DataEnd);
    private readonly string _line;

    public TaggedCallReader(PendingText text, ToolFormat format, ToolList tools, DeltaWriter output)
        : base(text, format, tools, output)
    {
        _namePrefix = format.NamePrefix.Trim();
        _valuePrefix = format.ArgValuePrefix.Trim();
        _argument = format.ArgNamePrefix.Trim();
        _ends = [.. new[] { format.ArgsEnd, format.FunctionClose, format.CallEnd, format.SectionEnd }
            .Select(end => end.Trim()).Where(end => end.Length > 0)];
        _nameEnd = new MarkerScanner([format.NameSuffix.Trim(), format.ArgsStart.Trim(), _argument, .. _ends]);
        // A model may leave out the type.
        _argumentNameEnd = new MarkerScanner(format.ArgNameSuffix.Trim(), format.ValueTypes is null ? "" : _valuePrefix);
        _typeEnd = new MarkerScanner(_valuePrefix);
        var end = format.ArgValueSuffix.Trim();
        _line = format.ArgValueSuffix.StartsWith('\n') ? "\n" : "";
        _valueEnd = new MarkerScanner(end, _line + end);
    }

    /// <inheritdoc/>
    public override IEnumerable<Pause> Read(string marker)
    {
        foreach (var pause in FunctionName(_namePrefix, _nameEnd))
            yield return pause;
        if (HasFailed)
            yield break;
        if (Stop != Format.NameSuffix.Trim() && Stop != Format.ArgsStart.Trim())
            Text.Skip(-Stop!.Length);

        var first = true;
        while (true)
        {
            foreach (var pause in Take(_argument))
                yield return pause;
            if (!Found)
                break;
            foreach (var pause in Until(_argumentNameEnd))
                yield return pause;
            if (Stop is null)
                break;
            var argument = Word.Trim();
            var type = "";
            if (Format.ValueTypes is not null)
            {
                if (Stop != _valuePrefix)
                {
                    foreach (var pause in Until(_typeEnd))
                        yield return pause;
                    if (Stop is null)
                        break;
                    type = Word.Trim();
                }
            }
            else if (_valuePrefix.Length > 0)
            {
                foreach (var pause in Take(_valuePrefix))
                    yield return pause;
                if (!Found)
                    break;
            }
            if (first)
                Output.BeginCall(Name, "");
            Output.Arguments.Append(first ? "{" : ", ");
            Output.Arguments.AppendString(argument);
            Output.Arguments.Append(": ");
            first = false;
            foreach (var pause in Value(Tools.ArgumentsOf(Name).Member(argument), type))
                yield return pause;
        }
        var isEnded = false;
        foreach (var end in _ends)
        {
            foreach (var pause in Ahead(end))
                yield return pause;
            isEnded |= Found;
        }
        if (first && !isEnded)
        {
            // Cut before the first argument: what the call would do is still unknown.
            HasFailed = true;
            yield break;
        }
        if (first)
            Output.BeginCall(Name, "");
        Output.Arguments.Append(first ? "{}" : "}");
    }

    /// <param name="schema">What the tool says about the value.</param>
    /// <param name="type">The model's own word for its type; empty for none.</param>
    private IEnumerable<Pause> Value(ArgumentSchema schema, string type)
    {
        var opening = Format.ArgValuePrefix.Length > 0 ? Format.ArgValuePrefix : Format.ArgNameSuffix;
        if (opening.EndsWith('\n'))
        {
            foreach (var pause in Ahead("\n"))
                yield return pause;
            if (Found)
                Text.Skip(1);
        }
        if (Format.HasCharacterData)
        {
            foreach (var pause in Ahead(DataStart))
                yield return pause;
            if (Found)
            {
                Text.Skip(DataStart.Length);
                foreach (var pause in CharacterData())
                    yield return pause;
                yield break;
            }
        }

        var isText = schema.IsOnlyText || (type.Length > 0 && type == Format.ValueTypes?.Text && schema.Allows(JsonTypes.String));
        var value = new BareValue(Output.Arguments, schema, isText);
        while (true)
        {
            var end = _valueEnd.Find(Text.Rest, Text.IsComplete, out var stop);
            Pass(end);
            if (stop is not null)
            {
                var after = EndsAt(stop.Length);
                if (after == Match.Yes)
                {
                    Text.Skip(stop.Length);
                    break;
                }
                if (after == Match.No)
                {
                    Pass(1);
                    continue;
                }
            }
            else if (Text.IsComplete)
            {
                break;
            }
            yield return default;
        }
        value.End();

        void Pass(int count)
        {
            value.Append(Text.Rest[..count]);
            Text.Skip(count);
        }
    }

    private IEnumerable<Pause> CharacterData()
    {
        Output.Arguments.Append('"');
        while (true)
        {
            var end = _dataEnd.Find(Text.Rest, Text.IsComplete, out var stop);
            Output.Arguments.AppendEscaped(Text.Rest[..end]);
            Text.Skip(end + (stop?.Length ?? 0));
            if (stop is not null || Text.IsComplete)
                break;
            yield return default;
        }
        Output.Arguments.Append('"');
        foreach (var pause in Take(Format.ArgValueSuffix.Trim()))
            yield return pause;
    }

    /// <summary>Whether a value ends with the marker that comes next: another argument or the call's end must follow it.</summary>
    private Match EndsAt(int marker)
    {
        var after = Text.Rest[marker..].TrimStart();
        if (after.IsEmpty)
            return Text.IsComplete || Text.Length > marker + MostSpace ? Match.Yes : Match.Maybe;
        var best = Match.No;
        foreach (var follower in (ReadOnlySpan<string>)[_argument, .. _ends])
        {
            if (after.StartsWith(follower, StringComparison.Ordinal))
                return Match.Yes;
            if (follower.AsSpan().StartsWith(after, StringComparison.Ordinal))
                best = Text.IsComplete ? Match.Yes : Match.Maybe;
        }
        return best;
    }
}
