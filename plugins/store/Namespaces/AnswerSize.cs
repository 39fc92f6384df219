using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Store.Namespaces;

/// <summary>How large an answer becomes, before memory is spent on it.</summary>
internal static class AnswerSize
{
    // LocalAI's messages, both ways.
    private const long Most = 50L * 1024 * 1024;

    // Tags and lengths of a key, its numbers and its value, and the similarity.
    private const int Overhead = 24;

    /// <summary>Bytes of a row in an answer, rounded up.</summary>
    public static long OfRow(int dimension, int valueLength) => ((long)dimension * sizeof(float)) + valueLength + Overhead;

    /// <summary>Refuses what is larger than a message may be.</summary>
    /// <exception cref="EngineException"><see cref="EngineFailure.ResourceExhausted"/>.</exception>
    public static void Check(long size)
    {
        if (size > Most)
        {
            throw new EngineException(EngineFailure.ResourceExhausted,
                $"The answer would have {size >> 20} MiB, and a message may have {Most >> 20}; ask for fewer keys.");
        }
    }
}
