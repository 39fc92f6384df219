using System.Buffers;
using Google.Protobuf;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Vision.Requests;

namespace LocalAI.Plugins.Vision.Masks;

/// <summary>Paints one mask an image, several at once, and writes them as PNG of the picture's size.</summary>
internal static class MaskImages
{
    // What images that are painted at once may take, and an answer's PNGs: a message has 50 MiB.
    private const long WorkingBytes = 256L << 20;
    private const long AnswerBytes = 48L << 20;

    /// <summary>Paints an image that is black so far.</summary>
    /// <param name="index">Which.</param>
    /// <param name="image">A byte for each pixel of the picture.</param>
    public delegate void Painter(int index, Span<byte> image);

    /// <exception cref="EngineException">The PNGs are more than an answer holds.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; seen between two images.</exception>
    public static ByteString[] Write(DetectionCall call, int count, Painter paint)
    {
        var pixels = call.Width * call.Height;
        var images = new ByteString[count];
        var bytes = 0L;
        Parallel.For(0, count, new ParallelOptions
        {
            CancellationToken = call.CancellationToken,
            MaxDegreeOfParallelism = (int)Math.Clamp(WorkingBytes / pixels, 1, Math.Max(1, call.Threads)),
        },
        () => ArrayPool<byte>.Shared.Rent(pixels),
        (index, state, buffer) =>
        {
            var image = buffer.AsSpan(0, pixels);
            image.Clear();
            paint(index, image);
            var png = MaskWriter.ToPng(image, call.Width, call.Height);
            images[index] = UnsafeByteOperations.UnsafeWrap(png);
            if (Interlocked.Add(ref bytes, png.Length) > AnswerBytes)
                state.Stop();
            return buffer;
        },
        buffer => ArrayPool<byte>.Shared.Return(buffer));
        return bytes <= AnswerBytes ? images : throw new EngineException(EngineFailure.ResourceExhausted,
            $"The masks of {count} objects are more than an answer of {AnswerBytes >> 20} MiB holds; "
            + "raise threshold, or send a smaller image.");
    }
}
