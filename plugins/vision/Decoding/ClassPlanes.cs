using System.Numerics;
using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>Finds the best class of every place where the scores of one class lie together: a pass over each class's plane.</summary>
internal static class ClassPlanes
{
    /// <summary>The largest number of each place and the plane that has it; of equal ones the first, never one that is no number.</summary>
    /// <param name="planes">Class after class, <paramref name="best"/>'s length each.</param>
    /// <param name="best">Takes the largest.</param>
    /// <param name="classes">Takes the class; -1 where there is none.</param>
    public static void Best(ReadOnlySpan<float> planes, Span<float> best, Span<int> classes)
    {
        best.Fill(float.NegativeInfinity);
        classes.Fill(-1);
        for (var kind = 0; planes.Length > 0; kind++, planes = planes[best.Length..])
            Raise(planes[..best.Length], kind, best, classes);
    }

    private static void Raise(ReadOnlySpan<float> plane, int kind, Span<float> best, Span<int> classes)
    {
        var scores = MemoryMarshal.Cast<float, Vector<float>>(plane);
        var bests = MemoryMarshal.Cast<float, Vector<float>>(best);
        var kinds = MemoryMarshal.Cast<int, Vector<int>>(classes);
        var own = new Vector<int>(kind);
        for (var i = 0; i < scores.Length; i++)
        {
            var larger = Vector.GreaterThan(scores[i], bests[i]);
            bests[i] = Vector.ConditionalSelect(larger, scores[i], bests[i]);
            kinds[i] = Vector.ConditionalSelect(larger, own, kinds[i]);
        }
        for (var i = scores.Length * Vector<float>.Count; i < plane.Length; i++)
        {
            if (plane[i] > best[i])
                (best[i], classes[i]) = (plane[i], kind);
        }
    }
}
