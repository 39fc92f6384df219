using System.Text;
using LocalAI.CommandLine.Stores;
using LocalAI.CommandLine.Stores.Npy;

namespace LocalAI.CommandLine.Tests.Stores;

/// <summary>Files that numpy.save of NumPy 1.24.2 wrote, most of them of (numpy.arange(12).reshape(3, 4) - 5) / 7.</summary>
public class NpyTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "CommandLine.Tests", "Stores", "Npy");

    [Theory]
    [InlineData("f4.npy", 1e-7)]
    [InlineData("f8.npy", 1e-7)]
    [InlineData("f2.npy", 1e-3)]
    [InlineData("version2.npy", 1e-7)]
    [InlineData("version3.npy", 1e-7)]
    public void Rows_of_floats_are_read(string file, double tolerance)
    {
        using var reader = NpyReader.Open(Path.Combine(Folder, file));
        Assert.Equal((3, 4), (reader.Rows, reader.Columns));
        for (var row = 0; row < 3; row++)
        {
            var numbers = reader.Read();
            for (var column = 0; column < 4; column++)
                Assert.Equal(((row * 4) + column - 5) / 7.0, numbers[column], tolerance);
        }
    }

    [Fact]
    public void A_plain_array_is_one_row()
    {
        using var reader = NpyReader.Open(Path.Combine(Folder, "one-dimension.npy"));
        Assert.Equal((1, 4), (reader.Rows, reader.Columns));
        Assert.Equal(-1 / 7f, reader.Read()[0]);
    }

    [Fact]
    public void No_row_is_no_fault()
    {
        using var reader = NpyReader.Open(Path.Combine(Folder, "empty.npy"));
        Assert.Equal(0, reader.Rows);
    }

    [Theory]
    [InlineData("fortran.npy", "it is in Fortran order; save it with numpy.ascontiguousarray(…)")]
    [InlineData("big-endian.npy", "its numbers are big-endian (>f4); save it with .astype('<f4')")]
    [InlineData("int64.npy", "its type is '<i8'; save it with .astype('float32')")]
    [InlineData("object.npy", "its type is '|O'; save it with .astype('float32')")]
    [InlineData("records.npy", "its header is not that of a plain array of numbers")]
    [InlineData("three-dimensions.npy", "it has 3 dimensions, and rows of keys have 2")]
    public void Other_files_of_NumPy_are_refused_with_what_to_do(string file, string fault)
    {
        var error = Assert.Throws<UserError>(() => NpyReader.Open(Path.Combine(Folder, file)));
        Assert.Equal($"'{Path.Combine(Folder, file)}' cannot be read: {fault}.", error.Message);
    }

    [Theory]
    [InlineData("nan.npy", 1, "number 3 is NaN in 32 bits, and keys have finite numbers")]
    [InlineData("beyond.npy", 1, "number 1 is Infinity in 32 bits, and keys have finite numbers")]
    public void A_number_that_no_key_can_have_is_refused(string file, int before, string fault)
    {
        using var reader = NpyReader.Open(Path.Combine(Folder, file));
        for (var row = 0; row < before; row++)
            reader.Read();
        Assert.Equal(fault, Assert.Throws<InvalidDataException>(() => reader.Read()).Message);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000, 1000), }", "its header says 2000000000 rows of 4000 bytes, and 48 bytes follow")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", "its header says 4611686018427387904 rows of 16 bytes, and 48 bytes follow")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 3), }", "its header says 3 rows of 12 bytes, and 48 bytes follow")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4000000000), }", "its rows have 4000000000 numbers, and keys have from 1 to 1048576")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 0), }", "its rows have 0 numbers, and keys have from 1 to 1048576")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 4), }", "its shape is (99999999999999999999, 4)")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-3, 4), }", "its header is not that of a plain array of numbers")]
    [InlineData("{'descr': '<f4', 'fortran_order': exit(), 'shape': (3, 4), }", "its header is not that of a plain array of numbers")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "its header is not that of a plain array of numbers")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), 'x': 1}", "its header is not that of a plain array of numbers")]
    [InlineData("", "its header is not that of a plain array of numbers")]
    public void A_header_that_lies_is_refused_before_memory_is_taken(string header, string fault)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "made.npy");
        File.WriteAllBytes(file, [.. Start(1, 0), (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. new byte[48]]);
        Assert.Equal($"'{file}' cannot be read: {fault}.", Assert.Throws<UserError>(() => NpyReader.Open(file)).Message);
    }

    [Fact]
    public void Headers_of_other_writers_are_read()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "made.npy");
        var header = "{\"shape\":(3L, 4L),\"fortran_order\": False ,\n 'descr' : '<f4'}"u8;
        File.WriteAllBytes(file, [.. Start(1, 0), (byte)header.Length, 0, .. header, .. new byte[48]]);
        using var reader = NpyReader.Open(file);
        Assert.Equal((3, 4), (reader.Rows, reader.Columns));
    }

    [Theory]
    [InlineData(9, 0, "it has version 9.0 of the format, and known are 1.0 to 3.0")]
    [InlineData(2, 0, "its header has 538976288 bytes, and those of plain arrays have at most 10000")]
    public void A_version_or_a_length_that_cannot_be_is_refused(byte major, byte minor, string fault)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "made.npy");
        File.WriteAllBytes(file, [.. Start(major, minor), .. "                "u8]);
        Assert.Equal($"'{file}' cannot be read: {fault}.", Assert.Throws<UserError>(() => NpyReader.Open(file)).Message);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        using var folder = new TemporaryFolder();
        var whole = File.ReadAllBytes(Path.Combine(Folder, "f4.npy"));
        for (var length = 0; length < whole.Length; length++)
        {
            var file = Path.Combine(folder.Path, "cut.npy");
            File.WriteAllBytes(file, whole[..length]);
            Assert.StartsWith($"'{file}' cannot be read: it", Assert.Throws<UserError>(() => NpyReader.Open(file)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Rows_are_written_as_NumPy_writes_them()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "written.npy");
        using (var writer = new NpyWriter(new PartialFile(file), values: null))
        {
            writer.Begin(3, 4);
            for (var row = 0; row < 3; row++)
                writer.Write(new StoreRow([.. Enumerable.Range(row * 4, 4).Select(number => (float)((number - 5) / 7.0))], default));
            Assert.False(File.Exists(file));
            writer.Publish();
        }
        Assert.Equal(File.ReadAllBytes(Path.Combine(Folder, "f4.npy")), File.ReadAllBytes(file));
        Assert.Equal([file], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_is_not_finished_leaves_nothing_and_what_was_there_stays()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("kept.npy", "before");
        using (var writer = new NpyWriter(new PartialFile(file), new PartialFile(Path.Combine(folder.Path, "values.txt"))))
        {
            writer.Begin(2, 1);
            writer.Write(new StoreRow([1], "one"u8.ToArray()));
            Assert.Throws<UserError>(() => writer.Write(new StoreRow([1], "two\nlines"u8.ToArray())));
        }
        Assert.Equal([file], Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal("before", File.ReadAllText(file));
    }

    private static byte[] Start(byte major, byte minor) => [0x93, .. "NUMPY"u8, major, minor];
}
