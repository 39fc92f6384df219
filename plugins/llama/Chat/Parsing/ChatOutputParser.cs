using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Reasoning;
using LocalAI.Plugins.Llama.Chat.Tools;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>
/// Takes a model's answer in pieces and gives what each adds: content, reasoning and tool calls. Every character is read once. What
/// may be the beginning of a marker waits; what turns out to be none is content. A call is passed on once its function is known and
/// its arguments begin; from then on its arguments are valid JSON whatever comes: a call that is cut or damaged is closed where it
/// is, and text after the damage is content. A call that is cut before is content as it stands.
/// </summary>
internal sealed class ChatOutputParser
{
    private readonly PendingText _text = new();
    private readonly ToolFormat _format;
    private readonly ToolList _tools;
    private readonly DeltaWriter _output;
    private readonly IEnumerator<Pause> _reading;
    private readonly CallStarts _starts;
    private readonly string _contentStart;
    private readonly MarkerScanner _openings;
    private readonly HarmonyReader? _harmony;
    private readonly bool _startsInReasoning;
    private readonly ReasoningMarkers _thought;
    private bool _isDone;
    private bool _isReasoning;
    private string? _marker;

    /// <param name="format">How the model writes calls and thoughts.</param>
    /// <param name="tools">The functions it may call; empty = calls are not looked for.</param>
    /// <param name="reasoning">Where thoughts go.</param>
    /// <param name="startsInReasoning">Whether the prompt ended within a thought.</param>
    public ChatOutputParser(ToolFormat format, ToolList tools, ReasoningFormat reasoning, bool startsInReasoning)
    {
        _format = format;
        _thought = format.Reasoning.Exist ? format.Reasoning : ReasoningMarkers.Usual;
        _tools = tools;
        _startsInReasoning = startsInReasoning;
        _output = new DeltaWriter(reasoning);
        _starts = new CallStarts(format, [.. tools.Tools.Select(tool => tool.Name)]);
        var isWord = Markup.Tags(format.ContentStart).Count == 0;
        _contentStart = !isWord ? format.ContentStart.Trim()
            : format.PromptBeginsCall && format.ContentStart.Length > 0 ? format.CallStart.Trim() + format.ContentStart
            : "";
        _openings = new MarkerScanner([isWord ? format.ContentStart : "", .. _starts.Openings]);
        _harmony = format.Syntax == ToolSyntax.Harmony ? new HarmonyReader(_text, _output) : null;
        _reading = (_harmony?.Read() ?? Answer()).GetEnumerator();
    }

    /// <summary>Whether the answer is within a thought as far as it was read.</summary>
    public bool IsReasoning => _isReasoning || _harmony?.IsReasoning == true;

    /// <summary>The calls that were begun so far.</summary>
    public int Calls => _output.Calls;

    /// <summary>Characters looked at so far, counted each time.</summary>
    internal long Examined => _text.Examined;

    /// <summary>Parses a whole answer.</summary>
    /// <returns>Null when there is nothing.</returns>
    public ChatDelta? Parse(string answer)
    {
        Read(answer);
        return Finish();
    }

    /// <summary>Takes a piece of the answer.</summary>
    /// <returns>What it adds; null when nothing yet.</returns>
    public ChatDelta? Append(ReadOnlySpan<char> piece)
    {
        Read(piece);
        return _output.Drain();
    }

    /// <summary>Ends the answer.</summary>
    /// <returns>What was held back; null when nothing was.</returns>
    public ChatDelta? Finish()
    {
        _text.Complete();
        Read([]);
        _output.KeepSpace();
        return _output.Drain();
    }

    private void Read(ReadOnlySpan<char> piece)
    {
        _text.Append(piece);
        if (!_isDone && !_reading.MoveNext())
            _isDone = true;
    }

    private IEnumerable<Pause> Answer()
    {
        // A model that did not have to think goes on behind an empty thought.
        if (_format.Reasoning.Exist)
            _output.StartBehindMarker();
        if (_startsInReasoning)
        {
            foreach (var pause in Thought())
                yield return pause;
        }

        var isBareJson = _tools.Tools.Count > 0 && _format.Syntax == ToolSyntax.JsonNative && _starts.Markers.Count == 0;
        var markers = new MarkerScanner([_thought.Start, .. _starts.Markers, _contentStart, _format.ContentEnd.Trim()]);
        while (true)
        {
            if ((isBareJson || _openings.Markers.Count > 0) && !_output.HasContent)
            {
                foreach (var pause in Opening(isBareJson))
                    yield return pause;
            }
            foreach (var pause in Content(markers))
                yield return pause;
            if (_marker is null)
                yield break;

            if (_marker == _thought.Start)
            {
                // Only an answer's beginning is a thought; later it is text about thoughts.
                if (_output.HasContent)
                {
                    _output.Content(_marker);
                    continue;
                }
                _output.ReasoningMarker(_marker);
                foreach (var pause in Thought())
                    yield return pause;
            }
            else if (_starts.Markers.Contains(_marker))
            {
                foreach (var pause in CallsAfter(OnlyMarker(_marker)))
                    yield return pause;
            }
            else
            {
                _output.Border();
            }
        }
    }

    /// <summary>Passes on text up to a marker, which is taken.</summary>
    private IEnumerable<Pause> Content(MarkerScanner markers)
    {
        while (true)
        {
            var rest = _text.Rest;
            var end = markers.Find(rest, _text.IsComplete, out _marker);
            _output.Content(rest[..end]);
            _text.Skip(end + (_marker?.Length ?? 0));
            if (_marker is not null || (_text.IsComplete && _text.Length == 0))
                yield break;
            yield return default;
        }
    }

    private IEnumerable<Pause> Thought()
    {
        _isReasoning = true;
        // Control tokens begin calls even where the model forgot to end its thought; a tag in plain letters may be a thought about calls.
        var markers = new MarkerScanner([_thought.End, .. _starts.Markers.Where(IsControlToken)]);
        while (true)
        {
            var rest = _text.Rest;
            var end = markers.Find(rest, _text.IsComplete, out var stop);
            _output.Reasoning(rest[..end]);
            _text.Skip(end + (stop?.Length ?? 0));
            if (stop == _thought.End)
            {
                _output.ReasoningMarker(stop);
                break;
            }
            if (stop is not null)
            {
                var (calls, before) = (new CallSequence(_text, _format, _starts, _tools, _output), _output.Calls);
                foreach (var pause in calls.Read(OnlyMarker(stop)))
                    yield return pause;
                if (_output.Calls == before)
                {
                    _output.Reasoning(calls.Rejected);
                    continue;
                }
                _output.ReasoningMarker("");
                _output.Content(calls.Rejected);
                break;
            }
            if (_text.IsComplete)
                break;
            yield return default;
        }
        _isReasoning = false;
    }

    /// <summary>Takes back what was found behind a marker that begins calls.</summary>
    private string OnlyMarker(string found)
    {
        var marker = _starts.MarkerOf(found);
        _text.Skip(marker.Length - found.Length);
        return marker;
    }

    /// <summary>Reads what only an answer's beginning can be: calls without markers, or a word before the text.</summary>
    private IEnumerable<Pause> Opening(bool isBareJson)
    {
        char next;
        while (!_text.TryPeek(out next) || char.IsWhiteSpace(next))
        {
            if (_text.Length == 0 && _text.IsComplete)
                yield break;
            if (_text.Length == 0)
                yield return default;
            var rest = _text.Rest;
            var space = rest[..(rest.Length - rest.TrimStart().Length)];
            _output.Content(space);
            _text.Skip(space.Length);
        }
        string? opening;
        while (_openings.At(_text.Rest, _text.IsComplete, out opening) == Match.Maybe)
            yield return default;
        if (_starts.Openings.Contains(opening) || (isBareJson && (next == '{' || (next == '[' && _format.IsArray))))
        {
            foreach (var pause in CallsAfter(""))
                yield return pause;
        }
        else if (opening is not null)
        {
            _text.Skip(opening.Length);
            _output.Border();
        }
    }

    private IEnumerable<Pause> CallsAfter(string marker)
    {
        var calls = new CallSequence(_text, _format, _starts, _tools, _output);
        foreach (var pause in calls.Read(marker))
            yield return pause;
        _output.Content(calls.Rejected);
    }

    private static bool IsControlToken(string marker) =>
        marker.Contains("<|", StringComparison.Ordinal) || marker.Contains('｜', StringComparison.Ordinal);
}
