using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.ModelFiles.Files;

/// <summary>Reads whole ranges of files. A mapped file that somebody cuts off would end the process; a read that fails does not.</summary>
internal static class FileRange
{
    /// <summary>Fills the buffer from a position.</summary>
    /// <exception cref="IOException">The file ends before the buffer is full, or cannot be read.</exception>
    public static void Read(SafeFileHandle file, Span<byte> buffer, long position)
    {
        while (!buffer.IsEmpty)
        {
            var read = RandomAccess.Read(file, buffer, position);
            if (read == 0)
                throw new EndOfStreamException($"the model file ends at byte {position:N0}, earlier than when the job began");
            buffer = buffer[read..];
            position += read;
        }
    }
}
