using System.Numerics;
using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Vision.Segmentation;

/// <summary>The mask of one class out of the classes of all pixels.</summary>
internal static class ClassMask
{
    /// <summary>Writes 255 where the class is and 0 elsewhere.</summary>
    public static void Paint(ReadOnlySpan<byte> classes, byte kind, Span<byte> mask)
    {
        var read = MemoryMarshal.Cast<byte, Vector<byte>>(classes);
        var written = MemoryMarshal.Cast<byte, Vector<byte>>(mask);
        var wanted = new Vector<byte>(kind);
        for (var i = 0; i < read.Length; i++)
            written[i] = Vector.Equals(read[i], wanted);
        for (var i = read.Length * Vector<byte>.Count; i < classes.Length; i++)
            mask[i] = classes[i] == kind ? byte.MaxValue : byte.MinValue;
    }
}
