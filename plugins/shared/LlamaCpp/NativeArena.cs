using System.Runtime.InteropServices;
using System.Text;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary>Native memory for the parameters of one call, freed together.</summary>
internal sealed unsafe class NativeArena : IDisposable
{
    private readonly List<nint> _blocks = [];

    /// <summary>An array with an element of zeros behind the last, as C's lists end.</summary>
    public T* Array<T>(int count) where T : unmanaged
    {
        var block = NativeMemory.AllocZeroed((nuint)(count + 1), (nuint)sizeof(T));
        _blocks.Add((nint)block);
        return (T*)block;
    }

    /// <summary>A text in UTF-8, ended by zero.</summary>
    public byte* Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var copy = Array<byte>(bytes.Length);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        return copy;
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
            NativeMemory.Free((void*)block);
        _blocks.Clear();
    }
}
