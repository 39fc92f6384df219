using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Tools;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>Reads the calls that stand together in an answer, and the markers around and between them.</summary>
internal sealed class CallSequence
{
    private readonly PendingText _text;
    private readonly ToolFormat _format;
    private readonly CallStarts _starts;
    private readonly CallReader _reader;
    private readonly string _callStart;
    private readonly string[] _ends;
    private readonly MarkerScanner _borders;

    public CallSequence(PendingText text, ToolFormat format, CallStarts starts, ToolList tools, DeltaWriter output)
    {
        _text = text;
        _format = format;
        _starts = starts;
        _reader = format.Syntax switch
        {
            ToolSyntax.TagWithJson => new LiteralCallReader(text, format, tools, output),
            ToolSyntax.TagWithTagged when format.ArgumentsAreElements => new ElementCallReader(text, format, tools, output),
            ToolSyntax.TagWithTagged => new TaggedCallReader(text, format, tools, output),
            _ => new JsonCallReader(text, format, tools, output),
        };
        _callStart = format.CallStart.Trim();
        var isList = format.CallSeparator.Trim() is "," or ";";
        _ends = [.. new[] { format.ArgsEnd, format.FunctionClose, format.CallEnd, format.SectionEnd, format.IsArray ? "]" : "" }
            .Select(end => end.Trim()).Where(end => end.Length > 0)];
        _borders = new MarkerScanner(
            [.. _ends, .. starts.Markers, isList || format.IsArray ? "," : "", format.Triggers.Count == 0 ? ";" : ""]);
    }

    /// <summary>What looked like a call and was none, at the end; it was used up.</summary>
    public string Rejected { get; private set; } = "";

    /// <summary>Reads calls until something else follows.</summary>
    /// <param name="marker">The marker that was taken before the first; empty where calls are bare JSON.</param>
    public IEnumerable<Pause> Read(string marker)
    {
        while (true)
        {
            _text.Mark(marker.Length);
            // The marker of the section was taken; that of the call may follow.
            if (marker != _callStart && _callStart.Length > 0)
            {
                foreach (var pause in Border())
                    yield return pause;
                if (_border == _callStart)
                    _text.Skip(_callStart.Length);
            }
            foreach (var pause in _reader.Read(marker))
                yield return pause;
            if (_reader.HasFailed)
            {
                Rejected = _text.SinceMark();
                _text.Unmark();
                yield break;
            }
            _text.Unmark();

            do
            {
                foreach (var pause in Border())
                    yield return pause;
                if (_border is not null && _starts.Markers.Contains(_border))
                    _border = _starts.MarkerOf(_border);
                _text.Skip(_border?.Length ?? 0);
            }
            while (_border is not null && _ends.Contains(_border));

            if (_border is null)
            {
                // Some models write several objects one after another.
                if (_format.Syntax != ToolSyntax.JsonNative || !_text.TryPeek(out var next) || next != '{')
                    yield break;
            }
            marker = _border ?? "";
        }
    }

    private string? _border;

    /// <summary>Finds the marker that comes next, behind any white space.</summary>
    private IEnumerable<Pause> Border()
    {
        while (true)
        {
            var rest = _text.Rest;
            _text.Skip(rest.Length - rest.TrimStart().Length);
            if (_text.Length > 0 || _text.IsComplete)
            {
                if (_borders.At(_text.Rest, _text.IsComplete, out _border) != Match.Maybe)
                    yield break;
            }
            yield return default;
        }
    }
}
