using System.Buffers;
using System.Text;
using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Tools;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>Reads calls of one syntax. It stands behind a marker that begins calls.</summary>
internal abstract class CallReader(PendingText text, ToolFormat format, ToolList tools, DeltaWriter output)
{
    /// <summary>No name and no id is longer; what goes on is no call.</summary>
    private const int LongestName = 256;

    private static readonly SearchValues<char> NeverInNames = SearchValues.Create("<>{}()[]\"'`");

    protected PendingText Text { get; } = text;

    protected ToolFormat Format { get; } = format;

    protected ToolList Tools { get; } = tools;

    protected DeltaWriter Output { get; } = output;

    /// <summary>Whether the text was no call: nothing was written, and all that was used is the answer's text.</summary>
    public bool HasFailed { get; protected set; }

    /// <summary>Whether the last marker that was asked for was there.</summary>
    protected bool Found { get; private set; }

    /// <summary>The text before the marker that was sought.</summary>
    protected string Word { get; private set; } = "";

    /// <summary>The marker that ended the word; null when there was none.</summary>
    protected string? Stop { get; private set; }

    /// <summary>The function's name, once it was read.</summary>
    protected string Name { get; private set; } = "";

    /// <summary>Reads one call, up to its end or to where it is damaged.</summary>
    /// <param name="marker">The marker before it.</param>
    public abstract IEnumerable<Pause> Read(string marker);

    /// <summary>Whether a text can be a function's name.</summary>
    protected static bool IsName(string name) =>
        name.Length > 0 && name.AsSpan().IndexOfAny(NeverInNames) < 0 && !name.Any(char.IsWhiteSpace);

    /// <summary>Reads the function's name behind its prefix. Where there is none the text is no call.</summary>
    /// <param name="prefix">What stands before the name; empty for nothing.</param>
    /// <param name="ends">What may end it; the one that does is taken too.</param>
    protected IEnumerable<Pause> FunctionName(string prefix, MarkerScanner ends)
    {
        if (prefix.Length > 0)
        {
            foreach (var pause in Take(prefix))
                yield return pause;
            HasFailed = !Found;
        }
        if (HasFailed)
            yield break;
        foreach (var pause in Until(ends, isName: true))
            yield return pause;
        Name = Word.Trim();
        HasFailed = Stop is null || !IsName(Name);
    }

    protected IEnumerable<Pause> SkipSpace()
    {
        while (true)
        {
            var rest = Text.Rest;
            Text.Skip(rest.Length - rest.TrimStart().Length);
            if (Text.Length > 0 || Text.IsComplete)
                yield break;
            yield return default;
        }
    }

    /// <summary>Takes a marker if it comes next, with any white space before it.</summary>
    protected IEnumerable<Pause> Take(string marker)
    {
        foreach (var pause in SkipSpace())
            yield return pause;
        foreach (var pause in Ahead(marker))
            yield return pause;
        if (Found)
            Text.Skip(marker.Length);
    }

    /// <summary>Sees whether a marker comes next.</summary>
    protected IEnumerable<Pause> Ahead(string marker)
    {
        while (Text.StartsWith(marker) == Match.Maybe)
            yield return default;
        Found = Text.StartsWith(marker) == Match.Yes;
    }

    /// <summary>Reads a short text up to a marker, which is taken too.</summary>
    /// <param name="markers">What may end the text.</param>
    /// <param name="isName">Whether the text is to be a name: it is given up where it can be none any more.</param>
    protected IEnumerable<Pause> Until(MarkerScanner markers, bool isName = false)
    {
        var word = new StringBuilder();
        Stop = null;
        while (true)
        {
            var end = markers.Find(Text.Rest, Text.IsComplete, out var stop);
            var damage = isName ? Text.Rest[..end].IndexOfAny(NeverInNames) : -1;
            if (damage >= 0)
            {
                Text.Skip(damage);
                yield break;
            }
            word.Append(Text.Rest[..end]);
            Text.Skip(end);
            Word = word.ToString();
            Stop = stop;
            if (stop is not null)
            {
                Text.Skip(stop.Length);
                yield break;
            }
            if (Text.IsComplete || word.Length > LongestName)
                yield break;
            yield return default;
        }
    }
}
