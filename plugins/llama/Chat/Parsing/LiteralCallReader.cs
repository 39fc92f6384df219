using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Tools;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>Reads calls with the name between markers and the arguments as one value, such as <c>[TOOL_CALLS]f[ARGS]{…}</c>.</summary>
internal sealed class LiteralCallReader(PendingText text, ToolFormat format, ToolList tools, DeltaWriter output)
    : CallReader(text, format, tools, output)
{
    private readonly string _namePrefix = format.NamePrefix.Trim();
    private readonly MarkerScanner _open = new(format.Literals.Open.ToString());
    private readonly MarkerScanner _idEnd = new(format.IdSuffix.Trim());
    private readonly MarkerScanner _nameEnd = new(
        format.NameSuffix.Trim(),
        format.IdPosition == CallIdPosition.BetweenFuncAndArgs ? format.IdPrefix.Trim() : "",
        format.ArgsStart.Trim());

    /// <inheritdoc/>
    public override IEnumerable<Pause> Read(string marker)
    {
        var id = "";
        if (Format.IdPosition == CallIdPosition.PreFuncName)
        {
            foreach (var pause in Until(_idEnd, isName: true))
                yield return pause;
            if (Stop is null)
                HasFailed = true;
            id = Word.Trim();
        }
        if (!HasFailed && Format.IdPosition != CallIdPosition.AroundFuncName && _namePrefix.Length > 0)
        {
            foreach (var pause in Take(_namePrefix))
                yield return pause;
            HasFailed = !Found;
        }
        if (HasFailed)
            yield break;

        foreach (var pause in _nameEnd.Markers.Count > 0 ? Until(_nameEnd, isName: true) : UntilArguments())
            yield return pause;
        var name = Word.Trim();
        HasFailed = Stop is null;
        if (Format.IdPosition == CallIdPosition.AroundFuncName)
        {
            id = name;
            name = NameIn(id);
        }
        else if (Format.IdPosition == CallIdPosition.BetweenFuncAndArgs && Stop == Format.IdPrefix.Trim() && Stop.Length > 0)
        {
            foreach (var pause in Until(_idEnd, isName: true))
                yield return pause;
            HasFailed = Stop is null;
            id = Word.Trim();
        }
        if (HasFailed || !IsName(name))
        {
            HasFailed = true;
            yield break;
        }

        foreach (var pause in SkipSpace())
            yield return pause;
        if (!Text.TryPeek(out var next) || (next != Format.Literals.Open && next != '{'))
        {
            HasFailed = Text.Length == 0 || !IsEnd();
            if (HasFailed)
                yield break;
        }
        Output.BeginCall(name, id);
        if (next == Format.Literals.Open || next == '{')
        {
            var literals = next == Format.Literals.Open ? Format.Literals : LiteralSyntax.Json;
            foreach (var pause in new LiteralReader(Text, literals, Output.Arguments).Read())
                yield return pause;
        }
        else
        {
            Output.Arguments.Append("{}");
        }
    }

    /// <summary>The name ends where the arguments begin.</summary>
    private IEnumerable<Pause> UntilArguments()
    {
        foreach (var pause in Until(_open, isName: true))
            yield return pause;
        if (Stop is not null)
            Text.Skip(-1);
    }

    private bool IsEnd() =>
        new[] { Format.ArgsEnd, Format.CallEnd, Format.SectionEnd }
            .Any(end => end.Trim() is { Length: > 0 } marker && Text.StartsWith(marker) != Match.No);

    /// <summary>The name in an id such as <c>functions.get_weather:0</c>.</summary>
    private string NameIn(string id)
    {
        var name = _namePrefix.Length > 0 && id.StartsWith(_namePrefix, StringComparison.Ordinal) ? id[_namePrefix.Length..] : id;
        var colon = name.LastIndexOf(':');
        return colon > 0 ? name[..colon] : name;
    }
}
