using System.Buffers;

namespace LocalAI.Plugins.Jinja.Rendering;

/// <summary>
/// The text of a rendering as it grows. What a macro or a value writes is written at the end and taken off again, so that one
/// buffer serves the whole rendering.
/// </summary>
internal sealed class TextBuffer(int longest) : IDisposable
{
    private const int InitialLength = 4096;

    private char[] _characters = ArrayPool<char>.Shared.Rent(InitialLength);

    public int Length { get; private set; }

    public void Append(char character)
    {
        if (Length == _characters.Length)
            Grow(1);
        _characters[Length++] = character;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > _characters.Length - Length)
            Grow(text.Length);
        text.CopyTo(_characters.AsSpan(Length));
        Length += text.Length;
    }

    public void Append(char character, int count)
    {
        if (count <= 0)
            return;
        if (count > _characters.Length - Length)
            Grow(count);
        _characters.AsSpan(Length, count).Fill(character);
        Length += count;
    }

    public ReadOnlySpan<char> From(int start) => _characters.AsSpan(start, Length - start);

    /// <summary>Removes and returns what was written since <paramref name="start"/>.</summary>
    public string Take(int start)
    {
        var text = From(start).ToString();
        Length = start;
        return text;
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_characters);
        _characters = [];
        Length = 0;
    }

    private void Grow(int count)
    {
        var needed = (long)Length + count;
        if (needed > longest)
            throw TemplateFault.Limit($"The text has more than {longest} characters.");
        var larger = ArrayPool<char>.Shared.Rent((int)Math.Min(Math.Max(needed, 2L * _characters.Length), Array.MaxLength));
        _characters.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_characters);
        _characters = larger;
    }
}
