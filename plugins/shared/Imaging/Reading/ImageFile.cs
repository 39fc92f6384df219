using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Imaging.Memory;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.Imaging.Reading;

/// <summary>Reads files of images into native memory.</summary>
internal static unsafe partial class ImageFile
{
    private const int NoEntry = 2;
    private const int NoDirectory = 20;

    /// <summary>Reads a file.</summary>
    /// <param name="field">The request's field.</param>
    /// <param name="path">An absolute path.</param>
    /// <param name="limits">How long it may be; a longer one is not read.</param>
    /// <exception cref="EngineException">It cannot be opened, is too long, or is no regular file.</exception>
    public static EncodedImage Read(string field, string path, PictureLimits limits)
    {
        try
        {
            using var file = Open(field, path);
            var bytes = RandomAccess.GetLength(file);
            if (bytes == 0)
                throw Unreadable(field, path);
            limits.CheckBytes(field, bytes);
            return Read(file, (int)bytes);
        }
        catch (Exception failure) when (failure is IOException or NotSupportedException)
        {
            throw Unreadable(field, path);
        }
        catch (UnauthorizedAccessException)
        {
            throw Denied(field, path);
        }
    }

    private static EncodedImage Read(SafeFileHandle file, int bytes)
    {
        var block = NativeBlockPool.Shared.Rent(bytes);
        try
        {
            var (length, read) = (0, 0);
            do
            {
                read = RandomAccess.Read(file, new Span<byte>(block.Pointer + length, bytes - length), length);
                length += read;
            }
            while (read > 0 && length < bytes);
            return new EncodedImage(block, length);
        }
        catch
        {
            NativeBlockPool.Shared.Return(block);
            throw;
        }
    }

    /// <summary>Opens a file without waiting: a pipe that nobody writes into would else hold the request for ever.</summary>
    private static SafeFileHandle Open(string field, string path)
    {
        if (OperatingSystem.IsWindows())
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        // O_RDONLY is 0 everywhere; O_NONBLOCK and O_CLOEXEC are not.
        var descriptor = Open(path, OperatingSystem.IsLinux() ? 0x800 | 0x80000 : 0x4 | 0x1000000);
        if (descriptor >= 0)
            return new SafeFileHandle(descriptor, ownsHandle: true);
        throw Marshal.GetLastPInvokeError() is NoEntry or NoDirectory
            ? new EngineException(EngineFailure.NotFound, $"{field} is '{ShownText.Of(path)}', where no file is any more; name another.")
            : Denied(field, path);
    }

    private static EngineException Unreadable(string field, string path) => new(EngineFailure.InvalidInput,
        $"{field} is '{ShownText.Of(path)}', which is no regular file with bytes in it; name the file of an image.");

    private static EngineException Denied(string field, string path) => new(EngineFailure.PermissionDenied,
        $"{field} is '{ShownText.Of(path)}', which this process may not open; let it be read, or name another.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
