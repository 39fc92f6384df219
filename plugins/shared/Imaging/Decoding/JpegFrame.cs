using System.Buffers.Binary;

namespace LocalAI.Plugins.Imaging.Decoding;

/// <summary>How the pixels of a JPEG are coded (ITU-T T.81, annex B.2).</summary>
internal static class JpegFrame
{
    private const byte StartOfFrame = 0xC0;
    private const byte ExtendedFrame = 0xC1;
    private const byte StartOfScan = 0xDA;

    // Where a frame says how many components it has: behind its length, precision, height and width.
    private const int FrameComponents = 7;

    /// <summary>
    /// Whether one scan has all components, coded by Huffman from the first coefficient to the last: then rows come one after another.
    /// Otherwise a decoder must read everything, and keep it, before it has a row.
    /// </summary>
    public static bool IsInOneScan(ReadOnlySpan<byte> file)
    {
        // Behind the two bytes of the beginning: segments of a marker, a length that counts itself, and what it is about.
        byte components = 0;
        for (var at = 2; at + 4 <= file.Length && file[at] == 0xFF;)
        {
            var marker = file[at + 1];
            var segment = file[(at + 2)..];
            switch (marker)
            {
                // A segment may have more of 0xFF before its marker.
                case 0xFF:
                    at++;
                    continue;
                case StartOfFrame or ExtendedFrame:
                    components = segment.Length > FrameComponents ? segment[FrameComponents] : (byte)0;
                    break;
                case >= 0xC2 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC):
                    return false;
                case StartOfScan:
                    return segment.Length > 2 && components > 0 && segment[2] == components;
            }
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(segment);
        }
        return false;
    }
}
