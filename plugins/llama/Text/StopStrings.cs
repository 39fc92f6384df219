using System.Buffers;
using System.Text;

namespace LocalAI.Plugins.Llama.Text;

/// <summary>
/// Ends a text at the first of several strings, which may come in pieces. What could still become one is held back.
/// </summary>
internal sealed class StopStrings
{
    private readonly byte[][] _stops;
    private readonly ArrayBufferWriter<byte> _pending = new();

    /// <param name="stops">The strings; empty ones stop nothing.</param>
    public StopStrings(IEnumerable<string> stops) =>
        _stops = [.. stops.Where(stop => stop.Length > 0).Select(Encoding.UTF8.GetBytes)];

    /// <summary>Whether a string was found; nothing comes after it.</summary>
    public bool Found { get; private set; }

    /// <summary>Takes more text and gives what is sure to be shown.</summary>
    public byte[] Take(ReadOnlySpan<byte> text)
    {
        if (Found)
            return [];
        if (_stops.Length == 0)
            return text.ToArray();

        _pending.Write(text);
        var pending = _pending.WrittenSpan;
        var end = FirstStop(pending);
        Found = end >= 0;
        var shown = pending[..(Found ? end : pending.Length - Held(pending))].ToArray();
        Keep(Found ? [] : pending[shown.Length..].ToArray());
        return shown;
    }

    /// <summary>Gives what was held back, at the end of the text.</summary>
    public byte[] Flush()
    {
        var rest = _pending.WrittenSpan.ToArray();
        Keep([]);
        return rest;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _pending.ResetWrittenCount();
        _pending.Write(bytes);
    }

    private int FirstStop(ReadOnlySpan<byte> text)
    {
        var first = -1;
        foreach (var stop in _stops)
        {
            var at = text.IndexOf(stop);
            if (at >= 0 && (first < 0 || at < first))
                first = at;
        }
        return first;
    }

    /// <summary>The length of the longest end of <paramref name="text"/> that begins a stop string.</summary>
    private int Held(ReadOnlySpan<byte> text)
    {
        var held = 0;
        foreach (var stop in _stops)
        {
            for (var length = Math.Min(stop.Length - 1, text.Length); length > held; length--)
            {
                if (text[^length..].SequenceEqual(stop.AsSpan(0, length)))
                    held = length;
            }
        }
        return held;
    }
}
