using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using ProcessSafety.CodeFixes.Edits;
using Xunit;

namespace ProcessSafety.Tests.Edits;

/// <summary>Where a statement goes that a fix puts before or after <c>Work();</c>, and what the comments around that one do.</summary>
public sealed class InsertedStatementTests
{
    [Fact]
    public Task Before_InABlock_KeepsTheComment() => Before(
        """
        void M()
        {
            First();

            // Why the work is done.
            Work(); // now
        }
        """,
        """
        void M()
        {
            First();

            Added();
            // Why the work is done.
            Work(); // now
        }
        """);

    [Fact]
    public Task Before_CommentOfAnEarlierParagraph_StaysAbove() => Before(
        """
        void M()
        {
            // Two steps.

            // The second one.
            Work();
        }
        """,
        """
        void M()
        {
            // Two steps.

            Added();
            // The second one.
            Work();
        }
        """);

    [Fact]
    public Task Before_StaysUnderTheDirective() => Before(
        """
        void M()
        {
        #if !NEVER
            // Why the work is done.
            Work();
        #endif
        }
        """,
        """
        void M()
        {
        #if !NEVER
            Added();
            // Why the work is done.
            Work();
        #endif
        }
        """);

    [Fact]
    public Task Before_BehindDisabledCode() => Before(
        """
        void M()
        {
        #if NEVER
            Other();
        #endif
            Work();
        }
        """,
        """
        void M()
        {
        #if NEVER
            Other();
        #endif
            Added();
            Work();
        }
        """);

    [Fact]
    public Task Before_InASwitchSection() => Before(
        """
        void M(int n)
        {
            switch (n)
            {
                case 1:
                    Work();
                    break;
            }
        }
        """,
        """
        void M(int n)
        {
            switch (n)
            {
                case 1:
                    Added();
                    Work();
                    break;
            }
        }
        """);

    [Fact]
    public Task Before_InTopLevelStatements() => Before(
        """
        using System;

        First();

        // Why the work is done.
        Work();
        """,
        """
        using System;

        First();

        Added();
        // Why the work is done.
        Work();
        """);

    [Fact]
    public Task Before_TheFirstStatementOfAFile_StaysUnderItsHead() => Before(
        """
        // This file is free software.
        Work();
        """,
        """
        // This file is free software.
        Added();
        Work();
        """);

    [Fact]
    public Task Before_OnOneLine() => Before("void M() { First(); Work(); }", "void M() { First(); Added(); Work(); }");

    [Fact]
    public Task Before_Twice_InTheOrderOfTheCalls() => InsertAsync(
        """
        void M()
        {
            // Why the work is done.
            Work();
        }
        """,
        """
        void M()
        {
            Added();
            Then();
            // Why the work is done.
            Work();
        }
        """,
        (edits, work) =>
        {
            edits.InsertBefore(work, "Added();");
            edits.InsertBefore(work, "Then();");
        });

    [Fact]
    public Task BeforeAndAfter_GoAroundTheStatement() => InsertAsync(
        """
        void M()
        {
            Work();
        }
        """,
        """
        void M()
        {
            Added();
            Work();
            Then();
        }
        """,
        (edits, work) =>
        {
            edits.InsertBefore(work, "Added();");
            edits.InsertAfter(work, "Then();");
        });

    [Fact]
    public Task Before_AStatementThatIsEditedToo() => InsertAsync(
        """
        void M()
        {
            // Why the work is done.
            Work();
        }
        """,
        """
        void M()
        {
            Added();
            // Why the work is done.
            Other();
        }
        """,
        (edits, work) =>
        {
            edits.InsertBefore(work, "Added();");
            edits.Replace(
                ((InvocationExpressionSyntax)((ExpressionStatementSyntax)work).Expression).Expression,
                static name => SyntaxFactory.IdentifierName("Other").WithTriviaFrom(name));
        });

    [Fact]
    public Task After_InASwitchSection() => InsertAsync(
        """
        void M(int n)
        {
            switch (n)
            {
                case 1:
                    Work(); // now
                    break;
            }
        }
        """,
        """
        void M(int n)
        {
            switch (n)
            {
                case 1:
                    Work(); // now
                    Added();
                    break;
            }
        }
        """,
        (edits, work) => edits.InsertAfter(work, "Added();"));

    private static Task Before(string source, string expected) =>
        InsertAsync(source, expected, (edits, work) => edits.InsertBefore(work, "Added();"));

    /// <summary>The edit as a code action applies it, with either line end.</summary>
    private static async Task InsertAsync(string source, string expected, Action<SyntaxEdits, StatementSyntax> plan)
    {
        foreach (string lineEnd in new[] { "\n", "\r\n" })
        {
            using AdhocWorkspace workspace = new();
            Document document = workspace.AddProject("Project", LanguageNames.CSharp)
                .AddDocument("File.cs", source.ReplaceLineEndings(lineEnd));
            SyntaxNode root = (await document.GetSyntaxRootAsync())!;
            SyntaxEdits edits = new();
            plan(edits, root.DescendantNodes().OfType<ExpressionStatementSyntax>().Single(one => one.ToString() == "Work();"));

            Solution changed = await edits.ApplyAsync(document.Project.Solution, CancellationToken.None);
            Document formatted = await Formatter.FormatAsync(changed.GetDocument(document.Id)!, Formatter.Annotation, workspace.Options);
            Assert.Equal(expected.ReplaceLineEndings(lineEnd), (await formatted.GetTextAsync()).ToString());
        }
    }
}
