using SkiaSharp;

namespace LocalAI.Plugins.Imaging.Decoding;

/// <summary>
/// Decodes the upper and the lower part of a JPEG on two threads. Its entropy-coded data can only be read from the beginning, but reading
/// over a row takes a third of decoding it: so the thread of the lower part reads over the upper one and decodes the rest, and each pixel
/// is the one that a decoder of the whole gives. It costs a fifth more processor time for a third less waiting, which is worth it to
/// one caller and not to several: only one picture at a time is decoded so.
/// </summary>
internal static unsafe class JpegHalves
{
    /// <summary>Pixels from which it is worth another thread: a millisecond or two of decoding.</summary>
    public const int LeastPixels = 200_000;

    // Where both threads are done at once: .6 of decoding, as .6 of reading over, a third as long, and .4 of decoding.
    private const double UpperShare = .6;

    // The most rows that are decoded together (blocks of 8, sampled down four times).
    private const int RowGroup = 32;

    private static int _running;

    /// <summary>Decodes a whole picture.</summary>
    /// <param name="file">The file.</param>
    /// <param name="upper">A codec of it, which goes on to be usable.</param>
    /// <param name="info">Its size, and what pixels are wanted.</param>
    /// <param name="pixels">Takes them, without gaps.</param>
    /// <returns>False if it is not done, and must be in the usual way: it cannot be, is not worth it, or the file is damaged.</returns>
    public static bool TryDecode(SKData file, SKCodec upper, SKImageInfo info, byte* pixels)
    {
        if ((long)info.Width * info.Height < LeastPixels || !JpegFrame.IsInOneScan(file.AsSpan()))
            return false;
        try
        {
            return Interlocked.Increment(ref _running) == 1 && Decode(file, upper, info, pixels);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>The same, whether or not it is worth it.</summary>
    public static bool Decode(SKData file, SKCodec upper, SKImageInfo info, byte* pixels)
    {
        var rows = (int)(info.Height * UpperShare) / RowGroup * RowGroup;
        using var lower = SKCodec.Create(file);
        if (lower is null || rows == 0)
            return false;
        var (isUpperWhole, isLowerWhole) = (false, false);
        Parallel.Invoke(
            () => isUpperWhole = DecodeRows(upper, info, 0, rows, pixels),
            () => isLowerWhole = DecodeRows(lower, info, rows, info.Height - rows, pixels));
        return isUpperWhole && isLowerWhole;
    }

    private static bool DecodeRows(SKCodec codec, SKImageInfo info, int first, int count, byte* pixels) =>
        codec.StartScanlineDecode(info) == SKCodecResult.Success
        && (first == 0 || codec.SkipScanlines(first))
        && codec.GetScanlines((nint)(pixels + ((long)first * info.RowBytes)), count, info.RowBytes) == count;
}
