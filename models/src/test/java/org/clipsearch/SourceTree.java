package org.clipsearch;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** All Java sources of the project, parsed by the compiler's own parser. */
final class SourceTree {
  /** Maven runs tests in the module's folder. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private SourceTree() {}

  /** One method. */
  record Method(String name, long lines, int parameters) {}

  /** One file. */
  record Source(Path file, String packageName, List<String> names, List<Method> methods) {
    boolean isTest() {
      return file.toString().contains("/src/test/");
    }
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList();
    }
  }

  static List<Source> parse() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of(),
                  null,
                  manager.getJavaFileObjectsFromPaths(files()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      List<Source> sources = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        sources.add(source(unit, positions));
      }
      return sources;
    }
  }

  private static Source source(CompilationUnitTree unit, SourcePositions positions)
      throws IOException {
    List<Method> methods = new ArrayList<>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree method, Void ignored) {
        long start = line(positions.getStartPosition(unit, method));
        long end = line(positions.getEndPosition(unit, method));
        methods.add(
            new Method(className() + "." + method.getName(), end - start + 1, parameters(method)));
        return super.visitMethod(method, null);
      }

      // A record's components are no parameters; what overrides has those that it must.
      private int parameters(MethodTree method) {
        boolean ofRecord =
            getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD
                && method.getReturnType() == null;
        boolean overrides =
            method.getModifiers().getAnnotations().stream()
                .anyMatch(
                    annotation -> annotation.getAnnotationType().toString().equals("Override"));
        return ofRecord || overrides ? 0 : method.getParameters().size();
      }

      private String className() {
        return ((ClassTree) getCurrentPath().getParentPath().getLeaf()).getSimpleName().toString();
      }

      private long line(long position) {
        return unit.getLineMap().getLineNumber(position);
      }
    }.scan(new TreePath(unit), null);
    Path file = Path.of(unit.getSourceFile().toUri());
    return new Source(file, unit.getPackageName().toString(), names(unit), methods);
  }

  /** What the file names of other packages: its imports, and names written out in full. */
  private static List<String> names(CompilationUnitTree unit) throws IOException {
    List<String> names = new ArrayList<>();
    for (ImportTree tree : unit.getImports()) {
      names.add(tree.getQualifiedIdentifier().toString());
    }
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMemberSelect(MemberSelectTree select, Void ignored) {
        names.add(select.toString());
        return super.visitMemberSelect(select, null);
      }
    }.scan(unit.getTypeDecls(), null);
    return names;
  }
}
